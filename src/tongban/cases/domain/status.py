"""What the events of a case say about it, and which events may come next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongban.cases.domain import terms
from tongban.cases.domain.events import (
    AcceptanceRefused,
    Accepted,
    Approved,
    CertificateIssued,
    CorrectionRequested,
    CorrectionSupplied,
    DeadlineAppended,
    Delivered,
    Denied,
    Event,
    LatenessExplained,
    OpinionGiven,
    PaymentAsked,
    PaymentSettled,
    RenewedBySilence,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    TermExtended,
    Withdrawn,
)
from tongban.cases.domain.flow_events import (
    CaseHandedOver,
    FlowMigrated,
    FlowStarted,
    JointOpinionGiven,
    StepDone,
    StepReturned,
    StepTransferred,
)
from tongban.cases.domain.follow_events import (
    FollowLapsed,
    FollowPromised,
    FollowReminded,
    FollowWaived,
    MaterialFollowed,
)
from tongban.cases.domain.hearing_events import (
    HearingAnnounced,
    HearingAsked,
    HearingHeld,
    HearingOffered,
)
from tongban.cases.domain.review_events import ReviewAnswered, ReviewAsked, ReviewDrawn
from tongban.cases.domain.revocation_events import (
    DecisionRevoked,
    RevocationDropped,
    RevocationProposed,
    StatementMade,
)
from tongban.cases.domain.revocation_terms import Revocation
from tongban.cases.domain.transit_events import AmendedAfar, ArrivedHome, CollectedAfar
from tongban.cases.views.clock import Light
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Calendar, Span, due_at

_NO_HEARING = terms.Hearing()


class IllegalStep(ValueError):
    """This event cannot follow in this state."""

    def __init__(self, state: CaseState | None, event: type[Event]) -> None:
        super().__init__(f"{event.__name__} cannot happen to a case that is {state}")
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class Procedure:
    """A special procedure that ran or runs."""

    started: SpecialProcedureStarted
    ended_at: datetime | None = None

    def planned_until(self, calendar: Calendar) -> datetime:
        """When it should be over by the length that was told."""
        return due_at(self.started.at, self.started.planned, calendar)


@dataclass(frozen=True, slots=True)
class Status:
    """What the events say as of an instant. All instants UTC.

    ``received_at`` restarts when corrections arrive; ``deemed`` means accepted by silence
    (which lasted past ``silent_until``); ``told`` are the targets of the one notice of defects.
    ``breached``: a later notice told what the first should have, so acceptance counts from
    ``submitted_at``. ``added`` lengthens the term by law. ``renewed_by_silence``: not decided
    before the old licence expired, so granted. ``awaited`` are materials promised to follow by
    ``awaited_by`` 容缺; with ``handover_waits`` the result may be made without them.
    ``followed_at`` is when all were there or waived, ``remind_at`` when a reminder is still owed.
    ``in_transit``: taken in elsewhere and not with who decides yet; ``arrived_at`` is when it was.
    """

    state: CaseState
    promise: Span
    statutory: Span | None
    submitted_at: datetime
    received_at: datetime
    tell_by: datetime | None
    accepted_at: datetime | None = None
    deemed: bool = False
    silent_until: datetime | None = None
    told: frozenset[str] = frozenset()
    breached: bool = False
    added: Span | None = None
    renews_until: date | None = None
    renewed_by_silence: bool = False
    delivered_at: datetime | None = None
    hearing: terms.Hearing = _NO_HEARING
    awaited: frozenset[str] = frozenset()
    promised_at: datetime | None = None
    awaited_by: datetime | None = None
    followed_at: datetime | None = None
    remind_at: datetime | None = None
    handover_waits: bool = False
    in_transit: bool = False
    arrived_at: datetime | None = None
    procedures: tuple[Procedure, ...] = ()
    revocation: Revocation | None = None
    closed_at: datetime | None = None
    certificate_ids: tuple[str, ...] = ()
    due_at: datetime | None = None
    statutory_due_at: datetime | None = None
    yellow_from: datetime | None = None
    light: Light = Light.NONE

    @property
    def counts_from(self) -> datetime:
        """When who decides first had it."""
        return self.arrived_at or self.submitted_at

    @property
    def open_procedure(self) -> Procedure | None:
        """The special procedure that runs now."""
        last = self.procedures[-1] if self.procedures else None
        return last if last is not None and last.ended_at is None else None

    def deliver_by(self, calendar: Calendar) -> datetime | None:
        """When the licence must be handed over; None unless granted and not handed over yet.

        Nor while the applicant owes what they promised: the time counts from when it came.
        """
        if self.state is not CaseState.APPROVED or self.closed_at is None or self.delivered_at:
            return None
        if self.awaited:
            return None
        return terms.deliver_by(max(self.closed_at, self.followed_at or self.closed_at), calendar)


# Which events may follow in which state; the first event is always Submitted.
_IN_FLOW: frozenset[type[Event]] = frozenset(
    {
        FlowStarted, StepDone, JointOpinionGiven, StepReturned, StepTransferred, CaseHandedOver,
        FlowMigrated,
    }
)  # fmt: skip
_FOLLOWING: frozenset[type[Event]] = frozenset({MaterialFollowed, FollowReminded, FollowWaived})
LEGAL: dict[CaseState, frozenset[type[Event]]] = {
    CaseState.SUBMITTED: frozenset(
        {
            Accepted, CorrectionRequested, AcceptanceRefused, Withdrawn, FollowPromised,
            FollowLapsed, DeadlineAppended, CollectedAfar, AmendedAfar, ArrivedHome,
        }
    ) | _FOLLOWING,
    CaseState.CORRECTING: frozenset({CorrectionSupplied, Withdrawn}),
    CaseState.ACCEPTED: frozenset(
        {
            SpecialProcedureStarted, OpinionGiven, Approved, Denied, Withdrawn, DeadlineAppended,
            TermExtended, LatenessExplained, HearingOffered, HearingAsked, HearingAnnounced,
            PaymentAsked, FollowLapsed,
        }
    ) | _IN_FLOW | _FOLLOWING,
    CaseState.PAUSED: frozenset(
        {
            SpecialProcedureEnded, OpinionGiven, Withdrawn, DeadlineAppended, TermExtended,
            LatenessExplained, HearingOffered, HearingAsked, HearingHeld,
        }
    ) | _IN_FLOW | _FOLLOWING,
    CaseState.AWAITING_PAYMENT: frozenset(
        {
            PaymentSettled, OpinionGiven, Withdrawn, DeadlineAppended, TermExtended,
            LatenessExplained,
        }
    ) | _IN_FLOW | _FOLLOWING,
    CaseState.APPROVED: frozenset(
        {
            CertificateIssued, DeadlineAppended, Delivered, LatenessExplained, RenewedBySilence,
            ReviewAsked, ReviewDrawn, ReviewAnswered, RevocationProposed, StatementMade,
            RevocationDropped, DecisionRevoked,
        }
    ) | _FOLLOWING,
    CaseState.REVOKED: frozenset({LatenessExplained}),
    CaseState.DENIED: frozenset({LatenessExplained}),
    CaseState.NOT_ACCEPTED: frozenset(),
    CaseState.WITHDRAWN: frozenset({LatenessExplained}),
}  # fmt: skip
UNDECIDED = frozenset(
    {CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.PAUSED, CaseState.AWAITING_PAYMENT}
)
