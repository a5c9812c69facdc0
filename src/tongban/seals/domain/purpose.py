"""What a seal is put on: a purpose, and the scope of purposes a seal may serve."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

EVERY = "*"
_CODE = re.compile(r"\*|[A-Za-z0-9][A-Za-z0-9-]{0,63}")


class PurposeKind(Enum):
    """What kind of thing is sealed: a certificate, a document of an item, any other document."""

    CERTIFICATE_TYPE = "certificate-type"
    ITEM = "item"
    DOCUMENT = "document"


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
