"""Taking a decision back 撤销: on which grounds, after hearing whom, and who bears the loss.

Source: 行政许可法 7 (the right to state one's case), 69 (grounds; the loss of who relied on a
decision that an office got wrong is made good, what was got by false means is not protected).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.calendar import Calendar, Span, SpanUnit, due_at
from tongban.kernel.text import Text

# The law names the right and no term: five working days, as for asking for a hearing (47).
STATE_CASE_WITHIN = Span(5, SpanUnit.WORKING_DAY)


class RevocationGround(Enum):
    """Why a decision is taken back 撤销事由; who erred decides who bears the loss 信赖保护."""

    OFFICE_ERRED = "office-erred"
    HOLDER_DECEIVED = "holder-deceived"
    FALSE_PROMISE = "false-promise"

    @property
    def label(self) -> Text:
        """The ground in words."""
        return _LABELS[self]

    @property
    def reliance(self) -> Text:
        """What becomes of the holder's reliance on the decision."""
        return _ERRED if self is RevocationGround.OFFICE_ERRED else _FALSE


_LABELS = {
    RevocationGround.OFFICE_ERRED: Text.of(
        "本机关作出决定有误", "The office was wrong when it decided"
    ),
    RevocationGround.HOLDER_DECEIVED: Text.of(
        "被许可人以欺骗等不正当手段取得", "It was obtained by deceit or other improper means"
    ),
    RevocationGround.FALSE_PROMISE: Text.of(
        "承诺不实，且未按要求整改到位", "The promise was not true and was not put right"
    ),
}
_ERRED = Text.of(
    "这不是您的过错。因撤销给您的合法权益造成损害的，由本机关依法给予赔偿，请在收到决定后提出；"
    "撤销从作出之日起生效，此前您依照决定所做的不受影响（行政许可法第六十九条）。",
    "The fault is not yours. The office makes good what you lose by the revocation: ask for it once"
    " you have the decision. It takes effect from its own day; what you did before in reliance on"
    " the decision stands (Licensing Law, article 69).",
)
_FALSE = Text.of(
    "被许可人基于该行政许可取得的利益不受保护，撤销追溯到决定作出之日（行政许可法第六十九条）。",
    "What was gained by the licence is not protected, and the revocation reaches back to the day"
    " of the decision (Licensing Law, article 69).",
)


@dataclass(frozen=True, slots=True)
class Revocation:
    """A revocation that was proposed: the ground, until when the holder may state their case."""

    ground: RevocationGround
    articles: tuple[str, ...]
    proposed_at: datetime
    stated_at: datetime | None = None
    revoked_at: datetime | None = None

    def state_by(self, calendar: Calendar) -> datetime:
        """The end of the time to state one's case."""
        return due_at(self.proposed_at, STATE_CASE_WITHIN, calendar)

    def heard(self, at: datetime, calendar: Calendar) -> bool:
        """Whether the holder was heard, or let the time pass."""
        return self.stated_at is not None or at > self.state_by(calendar)
