"""What a seal is put on: a purpose, and the scope of purposes a seal may serve."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from tongban.kernel.text import Text

EVERY = "*"
_CODE = re.compile(r"\*|[A-Za-z0-9][A-Za-z0-9-]{0,63}")


class PurposeKind(Enum):
    """What kind of thing is sealed: a certificate, a document of an item, any other document."""

    CERTIFICATE_TYPE = "certificate-type"
    ITEM = "item"
    DOCUMENT = "document"


class DocumentKind(Enum):
    """Kinds of documents that are no certificates, as purposes name them: ``document:letter``."""

    DECISION = "decision"
    NOTICE = "notice"
    LETTER = "letter"
    CONTRACT = "contract"
    FINANCE = "finance"
    INVOICE = "invoice"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _DOCUMENTS[self]


_DOCUMENTS = {
    DocumentKind.DECISION: Text.of("决定书", "decision"),
    DocumentKind.NOTICE: Text.of("通知书", "notice"),
    DocumentKind.LETTER: Text.of("公函", "letter"),
    DocumentKind.CONTRACT: Text.of("合同", "contract"),
    DocumentKind.FINANCE: Text.of("财务文件", "financial paper"),
    DocumentKind.INVOICE: Text.of("发票", "invoice"),
    DocumentKind.OTHER: Text.of("其他文件", "other document"),
}


@dataclass(frozen=True, slots=True, order=True)
class Purpose:
    """One purpose 用印事由: ``certificate-type:juzhuzheng``; ``*`` as code means every one."""

    kind: str
    code: str

    @classmethod
    def parse(cls, text: str) -> Purpose:
        """Read ``kind:code``; ValueError for an unknown kind or a code with other characters."""
        kind, colon, code = text.partition(":")
        if not colon or not _CODE.fullmatch(code):
            raise ValueError(f"A purpose reads certificate-type:juzhuzheng, got {text!r}")
        return cls(PurposeKind(kind).value, code)

    def covers(self, wanted: Purpose) -> bool:
        """Whether a scope entry allows the wanted purpose."""
        return self.kind == wanted.kind and self.code in (EVERY, wanted.code)

    @property
    def definite(self) -> bool:
        """Whether it names one thing: a use must, a scope need not."""
        return self.code != EVERY

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


def definite_purposes(scope: Iterable[Purpose]) -> tuple[Purpose, ...]:
    """What a person may choose from a scope: what it names, and each kind of document of ``*``.

    Certificates and items that a scope covers without naming them are sealed by the platform.
    """
    chosen: dict[Purpose, None] = {}
    for entry in scope:
        if entry.definite:
            chosen[entry] = None
        elif entry.kind == PurposeKind.DOCUMENT.value:
            chosen.update((Purpose(entry.kind, kind.value), None) for kind in DocumentKind)
    return tuple(chosen)


def within(scope: Iterable[Purpose], wanted: Purpose) -> bool:
    """Whether some entry of the scope covers a definite purpose."""
    return wanted.definite and any(entry.covers(wanted) for entry in scope)


def narrower(inner: Iterable[Purpose], outer: Iterable[Purpose]) -> bool:
    """Whether every entry of ``inner`` lies within ``outer``: nobody hands on more than they have.

    An entry ``kind:*`` is only within ``kind:*``.
    """
    have = tuple(outer)
    return all(any(entry.covers(wanted) for entry in have) for wanted in inner)


def fit(scope: Iterable[Purpose], wanted: Purpose) -> int:
    """How closely a scope fits: 2 when it names the purpose, 1 when it covers it, 0 not at all."""
    entries = tuple(scope)
    if wanted in entries:
        return 2
    return 1 if within(entries, wanted) else 0
