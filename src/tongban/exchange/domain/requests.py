"""The life of a request for data 共享申请: what may happen next, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text


class RequestState(Enum):
    """Where a request stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    DISPUTED = "disputed"
    ORDERED = "ordered"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]

    @property
    def closed(self) -> bool:
        """Whether nobody is waited for: a refusal waits for nobody, though it may be disputed."""
        return not _NEXT_MOVER[self]


class RequestStep(Enum):
    """What happens to a request."""

    FILED = "filed"
    EXTENDED = "extended"
    GRANTED = "granted"
    REFUSED = "refused"
    DISPUTED = "disputed"
    RULED_TO_SHARE = "ruled-to-share"
    RULED_NOT_TO_SHARE = "ruled-not-to-share"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """The step in words."""
        return _STEP_LABELS[self]


class Mover(Enum):
    """Whose turn it is."""

    PROVIDER = "provider"
    CONSUMER = "consumer"
    COORDINATOR = "coordinator"


_LABELS = {
    RequestState.WAITING: Text.of("待答复", "Waiting for an answer"),
    RequestState.GRANTED: Text.of("已授权", "Granted"),
    RequestState.REFUSED: Text.of("不同意共享", "Refused"),
    RequestState.DISPUTED: Text.of("争议协调中", "In dispute"),
    RequestState.ORDERED: Text.of("裁定应当共享", "Ruled that it must be shared"),
    RequestState.SETTLED: Text.of("裁定不予共享", "Ruled that it need not be shared"),
    RequestState.WITHDRAWN: Text.of("已撤回", "Withdrawn"),
}
_STEP_LABELS = {
    RequestStep.FILED: Text.of("提出申请", "Requested"),
    RequestStep.EXTENDED: Text.of("延长答复", "Term extended"),
    RequestStep.GRANTED: Text.of("同意共享", "Granted"),
    RequestStep.REFUSED: Text.of("不同意共享", "Refused"),
    RequestStep.DISPUTED: Text.of("提请协调", "Disputed"),
    RequestStep.RULED_TO_SHARE: Text.of("裁定应当共享", "Ruled that it must be shared"),
    RequestStep.RULED_NOT_TO_SHARE: Text.of("裁定不予共享", "Ruled that it need not be shared"),
    RequestStep.WITHDRAWN: Text.of("撤回申请", "Withdrawn"),
}
_NEXT_MOVER: dict[RequestState, Mover | None] = {
    RequestState.WAITING: Mover.PROVIDER,
    RequestState.ORDERED: Mover.PROVIDER,
    RequestState.DISPUTED: Mover.COORDINATOR,
    RequestState.REFUSED: None,
    RequestState.GRANTED: None,
    RequestState.SETTLED: None,
    RequestState.WITHDRAWN: None,
}
# state → step → (next state, who may take the step). A provider that is silent may be disputed too.
_TABLE: dict[RequestState, dict[RequestStep, tuple[RequestState, Mover]]] = {
    RequestState.WAITING: {
        RequestStep.EXTENDED: (RequestState.WAITING, Mover.PROVIDER),
        RequestStep.GRANTED: (RequestState.GRANTED, Mover.PROVIDER),
        RequestStep.REFUSED: (RequestState.REFUSED, Mover.PROVIDER),
        RequestStep.DISPUTED: (RequestState.DISPUTED, Mover.CONSUMER),
        RequestStep.WITHDRAWN: (RequestState.WITHDRAWN, Mover.CONSUMER),
    },
    RequestState.REFUSED: {
        RequestStep.DISPUTED: (RequestState.DISPUTED, Mover.CONSUMER),
        RequestStep.WITHDRAWN: (RequestState.WITHDRAWN, Mover.CONSUMER),
    },
    RequestState.DISPUTED: {
        RequestStep.GRANTED: (RequestState.GRANTED, Mover.PROVIDER),
        RequestStep.RULED_TO_SHARE: (RequestState.ORDERED, Mover.COORDINATOR),
        RequestStep.RULED_NOT_TO_SHARE: (RequestState.SETTLED, Mover.COORDINATOR),
        RequestStep.WITHDRAWN: (RequestState.WITHDRAWN, Mover.CONSUMER),
    },
    RequestState.ORDERED: {
        RequestStep.GRANTED: (RequestState.GRANTED, Mover.PROVIDER),
        RequestStep.WITHDRAWN: (RequestState.WITHDRAWN, Mover.CONSUMER),
    },
}


class StepNotPossible(ValueError):
    """The step does not follow from the state."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: what, when, and until when the next one is due (None: no clock)."""

    step: RequestStep
    at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """A request as of its last step. ``late`` says whether whoever moved last was past the term."""

    state: RequestState
    since: datetime
    due_at: datetime | None
    extended: bool = False
    late: bool = False

    @property
    def mover(self) -> Mover | None:
        """Whose turn it is; None when nobody is waited for."""
        return _NEXT_MOVER[self.state]

    def overdue(self, now: datetime) -> bool:
        """Whether somebody is waited for and the term has run out."""
        return self.mover is not None and self.due_at is not None and now > self.due_at


def steps_from(status: RequestStatus, now: datetime) -> dict[RequestStep, Mover]:
    """What may happen now, and who may do it.

    A term is extended once. The consumer disputes a refusal at any time, silence only when late.
    """
    found = {step: mover for step, (_, mover) in _TABLE.get(status.state, {}).items()}
    if status.extended or status.overdue(now):
        found.pop(RequestStep.EXTENDED, None)
    if status.state is RequestState.WAITING and not status.overdue(now):
        found.pop(RequestStep.DISPUTED, None)
    return found


def advance(status: RequestStatus, happened: Happened) -> RequestStatus:
    """The status after one more step. StepNotPossible when it does not follow."""
    if happened.step not in steps_from(status, happened.at):
        raise StepNotPossible(f"{happened.step.value} does not follow {status.state.value}")
    state, _ = _TABLE[status.state][happened.step]
    return replace(
        status,
        state=state,
        since=happened.at,
        due_at=happened.due_at,
        extended=status.extended or happened.step is RequestStep.EXTENDED,
        late=status.overdue(happened.at),
    )


def status_of(events: Iterable[Happened]) -> RequestStatus:
    """The status that follows from all events, oldest first; the first is the filing."""
    steps = iter(events)
    first = next(steps, None)
    if first is None or first.step is not RequestStep.FILED:
        raise StepNotPossible("a request begins with its filing")
    status = RequestStatus(RequestState.WAITING, first.at, first.due_at)
    for happened in steps:
        status = advance(status, happened)
    return status
