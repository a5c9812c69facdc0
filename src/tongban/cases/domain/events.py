"""What can happen to a case. Facts only: words about people live sealed beside the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span

APPLICANT = "applicant"
RULES = "rules"
SYSTEM = "system"
AWAITING_PAYMENT = "awaiting-payment"


class Deadline(Enum):
    """Which legal clock ran out."""

    TELL_DEFECTS = "tell-defects"
    PROMISE = "promise"
    STATUTORY = "statutory"
    PROCEDURE = "procedure"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at an instant (UTC).

    ``by`` is an agency's code, or ``applicant``, ``rules`` or ``system``.
    """

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """收件: the application arrived; the item's spans are frozen here.

    ``signed`` is the digest of the applicant's signature with its intent record.
    ``renews_until`` is the last day of the licence it asks to renew 延续.
    """

    promise: Span
    statutory: Span | None = None
    signed: str = ""
    renews_until: date | None = None


@dataclass(frozen=True, slots=True)
class Accepted(Event):
    """受理."""


@dataclass(frozen=True, slots=True)
class CorrectionRequested(Event):
    """一次告知: everything that must be put right, told at once.

    ``targets`` are material codes and field names. ``breach``: a superior lets defects be raised
    that the first notice should have told; acceptance then counts from the first receipt.
    """

    targets: tuple[str, ...]
    breach: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionSupplied(Event):
    """补正: the applicant answered the notice."""

    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptanceRefused(Event):
    """不予受理."""

    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecialProcedureStarted(Event):
    """特别程序 (hearing, inspection, expert review…): the clock stops; planned length is told."""

    procedure: str
    article: ArticleRef | None
    planned: Span


@dataclass(frozen=True, slots=True)
class SpecialProcedureEnded(Event):
    """The special procedure is over; the clock goes on."""

    procedure: str


@dataclass(frozen=True, slots=True)
class PaymentAsked(SpecialProcedureStarted):
    """缴款通知: a fee is due; the clock stands still until it is paid or waived.

    ``again``: what was paid went back before the decision.
    """

    notice: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class PaymentSettled(SpecialProcedureEnded):
    """已缴费或免缴: nothing is due any longer; the clock goes on."""

    waived: bool = False


@dataclass(frozen=True, slots=True)
class TermExtended(Event):
    """延长期限: once, by whom the law names, with reasons told to the applicant (sealed)."""

    added: Span
    approver: str
    article: ArticleRef | None


@dataclass(frozen=True, slots=True)
class OpinionGiven(Event):
    """审查意见: a reviewer's opinion (its words are sealed)."""

    duty: str


@dataclass(frozen=True, slots=True)
class Approved(Event):
    """准予."""

    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied(Event):
    """不予: always with articles; reasons are sealed, remedies told."""

    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertificateIssued(Event):
    """制证: the result exists."""

    certificate_id: str


@dataclass(frozen=True, slots=True)
class RenewedBySilence(Event):
    """视为准予延续: not decided when the old licence ended on ``expired``, so granted by law."""

    expired: date


@dataclass(frozen=True, slots=True)
class Delivered(Event):
    """送达: the result was handed over; ``way`` is a DeliveryWay, the proof is sealed."""

    way: str


@dataclass(frozen=True, slots=True)
class LatenessExplained(Event):
    """超期说明: why a clock ran out; ``cause`` is a LateCause and public, the words are sealed."""

    deadline: Deadline
    cause: str


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """撤回 by the applicant."""


@dataclass(frozen=True, slots=True)
class DeadlineAppended(Event):
    """A clock ran out; recorded so that lateness is part of the story, never recomputed away."""

    deadline: Deadline
    due_at: datetime
