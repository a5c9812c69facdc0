"""Which events bear on what a case is and on what may be done; the others tell of work done on it.

A case of a thousand steps has a thousand events, and a handful of them made it what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from tongban.cases.domain.events import Event, OpinionGiven
from tongban.cases.domain.flow_events import (
    CaseHandedOver,
    JointOpinionGiven,
    StepDone,
    StepReturned,
    StepTransferred,
)

WORK: tuple[type[Event], ...] = (
    OpinionGiven, StepDone, JointOpinionGiven, StepReturned, StepTransferred, CaseHandedOver,
)  # fmt: skip
"""They leave the status as it is; none can happen before the case is accepted."""


def bearing(events: Sequence[Event]) -> list[Event]:
    """The events from which ``state`` follows as from all of them.

    The first piece of work stays: that it could happen shows that the case was accepted by then,
    if only by silence. What came after it shows nothing new, whatever the order of the clocks.
    """
    first = next((event for event in events if isinstance(event, WORK)), None)
    return [event for event in events if event is first or not isinstance(event, WORK)]
