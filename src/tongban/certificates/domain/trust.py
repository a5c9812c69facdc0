"""Trust levels 可信等级 A–D: who may give which, how far it carries, what is printed across it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tongban.kernel.text import Text


class TrustLevel(Enum):
    """How far a certificate or a copy can be relied on (Guangdong's four levels)."""

    A = "trust-level/a"
    B = "trust-level/b"
    C = "trust-level/c"
    D = "trust-level/d"

    @property
    def label(self) -> Text:
        """In words."""
        return _LABELS[self]

    @property
    def usable_as_it_is(self) -> bool:
        """Whether it stands in for a material without another look: C waits for the original."""
        return self is not TrustLevel.C


_LABELS = {
    TrustLevel.A: Text.of("A级 签发机关提供", "A: given by the issuing authority"),
    TrustLevel.B: Text.of("B级 窗口核对过原件", "B: checked against the original at a window"),
    TrustLevel.C: Text.of("C级 本人上传，待核对", "C: uploaded, to be checked at a window"),
    TrustLevel.D: Text.of("D级 本人制作并承诺", "D: made by oneself, with a promise"),
}


@dataclass(frozen=True, slots=True)
class KeptCopyView:
    """A copy of a paper certificate in the wallet 自存证照, with the level it carries."""

    id: str
    type_code: str
    type_name: Text
    level: TrustLevel
    blob_id: str
    valid_until: date | None
    watermark: Text
    attested_at: datetime | None
    attested_by: Text | None


@dataclass(frozen=True, slots=True)
class KeepableType:
    """A type of which one may keep a copy; ``promise`` are the words of level D, None without."""

    code: str
    name: Text
    promise: Text | None


def watermark(level: TrustLevel, issuer: Text, valid_until: date | None) -> Text:
    """The words prescribed for a level: A names who gave it and until when, B that it was checked.

    C and D have no prescribed words; they say what the reader must know.
    Source: the provincial rules on trusted copies (A and B).
    """
    if level is TrustLevel.A:
        until = valid_until.isoformat() if valid_until else ""
        return Text.of(
            f"由{issuer.zh}提供，仅供办理政务服务事项使用，有效期至{until or '长期'}",
            f"Provided by {issuer.en} for government services only, valid until "
            f"{until or 'no end'}",
        )
    return _WATERMARKS[level]


_WATERMARKS = {
    TrustLevel.B: Text.of("与原件核对无误", "Checked against the original and found true"),
    TrustLevel.C: Text.of("本人上传，使用前须核对原件", "Uploaded; to be checked before use"),
    TrustLevel.D: Text.of("本人承诺内容真实", "Its holder promises that it is true"),
}
