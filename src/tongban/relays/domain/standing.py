"""Where a relay stands 流转状态, out of its duty log."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text
from tongban.relays.domain.duty_log import DutyLog, End


class RelayState(Enum):
    """Where an application handed in elsewhere is."""

    UNDER_WAY = "relay-state/under-way"
    CAME_BACK = "relay-state/came-back"
    WITH_HOME = "relay-state/with-home"
    RESULT_UNDER_WAY = "relay-state/result-under-way"
    RESULT_HERE = "relay-state/result-here"
    ENDED = "relay-state/ended"

    @property
    def label(self) -> Text:
        """In words."""
        return _LABELS[self]


_LABELS = {
    RelayState.UNDER_WAY: Text.of("已代收，转送途中", "Collected, on its way"),
    RelayState.CAME_BACK: Text.of("已退回代收地", "Sent back to where it was collected"),
    RelayState.WITH_HOME: Text.of("办理地已签收", "Received where it is decided"),
    RelayState.RESULT_UNDER_WAY: Text.of("结果送回途中", "The result is on its way back"),
    RelayState.RESULT_HERE: Text.of(
        "结果已到代收地，待发放", "The result is here, to be handed out"
    ),
    RelayState.ENDED: Text.of("已办完", "Done"),
}


class ReturnWay(Enum):
    """How the result reaches the person 结果取得方式."""

    ELECTRONIC = "return-way/electronic"
    AT_WINDOW = "return-way/at-window"

    @property
    def label(self) -> Text:
        """In words."""
        return _WAYS[self]


_WAYS = {
    ReturnWay.ELECTRONIC: Text.of("电子送达，不用再来", "Electronically, no need to come again"),
    ReturnWay.AT_WINDOW: Text.of("送回代收窗口，本人来取", "Sent back here, handed out in person"),
}


def standing_of(log: DutyLog) -> RelayState:
    """The state that follows from who has it and what is on its way."""
    if log.ended_at is not None:
        return RelayState.ENDED
    waiting = log.waiting is not None
    if log.holder is End.HOME:
        return RelayState.RESULT_UNDER_WAY if waiting else RelayState.WITH_HOME
    if len(log.duties) > 1:
        return RelayState.RESULT_HERE
    return RelayState.UNDER_WAY if waiting else RelayState.CAME_BACK
