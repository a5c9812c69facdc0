"""Why a clock ran out 超期原因, which is published, and how a result was handed over 送达方式."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from tongban.cases.domain.events import Deadline, DeadlineAppended, Event, LatenessExplained
from tongban.kernel.text import Text


class LateCause(Enum):
    """Why an agency was late: a short list, so that it can be counted and published."""

    WORKLOAD = "workload"
    OTHER_AGENCY = "other-agency"
    SYSTEM_FAULT = "system-fault"
    HARD_FACTS = "hard-facts"
    OVERSIGHT = "oversight"

    @property
    def label(self) -> Text:
        """The reason as it is published."""
        return _CAUSES[self]


_CAUSES = {
    LateCause.WORKLOAD: Text.of("办件量大，人手不足", "Too many cases for the staff"),
    LateCause.OTHER_AGENCY: Text.of("等待其他机关的意见", "Waiting for another agency"),
    LateCause.SYSTEM_FAULT: Text.of("系统故障", "A fault of the system"),
    LateCause.HARD_FACTS: Text.of("案情复杂，核实需时", "Facts that took long to establish"),
    LateCause.OVERSIGHT: Text.of("工作疏忽", "An oversight of the agency"),
}


class DeliveryWay(Enum):
    """How a result was handed over 送达方式."""

    WINDOW = "window"
    POST = "post"
    ELECTRONIC = "electronic"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _WAYS[self]


_WAYS = {
    DeliveryWay.WINDOW: Text.of("窗口领取", "Collected at the window"),
    DeliveryWay.POST: Text.of("邮寄送达", "By post"),
    DeliveryWay.ELECTRONIC: Text.of("电子送达", "Electronically"),
}


def unexplained(events: Iterable[Event]) -> tuple[Deadline, ...]:
    """The agency's clocks that ran out and about which nothing was said yet, in order.

    What the applicant promised and did not bring is not the agency's lateness.
    """
    missed: dict[Deadline, None] = {}
    for event in events:
        if isinstance(event, DeadlineAppended) and event.deadline is not Deadline.FOLLOW:
            missed[event.deadline] = None
        elif isinstance(event, LatenessExplained):
            missed.pop(event.deadline, None)
    return tuple(missed)


def cause_of(deadline: Deadline, events: Sequence[Event]) -> LateCause | None:
    """The last reason given for a clock; None while nobody has said one."""
    said = [e for e in events if isinstance(e, LatenessExplained) and e.deadline is deadline]
    return LateCause(said[-1].cause) if said else None
