"""A matter that could not be done 办不成事: told, answered, settled or told once more."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text


class MatterState(Enum):
    """Where a matter stands. ``SETTLED`` is the end."""

    OPEN = "matter-state/open"
    ANSWERED = "matter-state/answered"
    REOPENED = "matter-state/reopened"
    SETTLED = "matter-state/settled"

    @property
    def label(self) -> Text:
        """In words."""
        return _STATES[self]

    @property
    def waits_for_office(self) -> bool:
        """Whether the office has to answer."""
        return self in (MatterState.OPEN, MatterState.REOPENED)


class RootCause(Enum):
    """Why it could not be done 根因: a short list, so that it can be counted and published."""

    RULE_UNCLEAR = "root-cause/rule-unclear"
    TOO_MUCH_ASKED = "root-cause/too-much-asked"
    SENT_AROUND = "root-cause/sent-around"
    DATA_WRONG = "root-cause/data-wrong"
    SYSTEM_FAULT = "root-cause/system-fault"
    NOT_TOLD = "root-cause/not-told"
    NOT_LAWFUL = "root-cause/not-lawful"

    @property
    def label(self) -> Text:
        """As it is published."""
        return _CAUSES[self]


class Outcome(Enum):
    """What came of it."""

    DONE = "matter-outcome/done"
    WAY_FOUND = "matter-outcome/way-found"
    CANNOT = "matter-outcome/cannot"

    @property
    def label(self) -> Text:
        """In words."""
        return _OUTCOMES[self]


_STATES = {
    MatterState.OPEN: Text.of("等待答复", "Waiting for an answer"),
    MatterState.ANSWERED: Text.of("已答复，请您确认", "Answered; please say whether it is settled"),
    MatterState.REOPENED: Text.of("您说还没办成，再次处理", "Not settled yet; looked at again"),
    MatterState.SETTLED: Text.of("已了结", "Settled"),
}
_CAUSES = {
    RootCause.RULE_UNCLEAR: Text.of("规定不清楚或前后不一", "Rules unclear or at odds"),
    RootCause.TOO_MUCH_ASKED: Text.of("多要了材料或证明", "More papers asked than the law wants"),
    RootCause.SENT_AROUND: Text.of("部门之间推来推去", "Sent from one office to another"),
    RootCause.DATA_WRONG: Text.of("登记的数据有误", "Wrong data in a register"),
    RootCause.SYSTEM_FAULT: Text.of("系统故障或不好用", "A fault of the system"),
    RootCause.NOT_TOLD: Text.of("没有一次说清楚", "Not told clearly at once"),
    RootCause.NOT_LAWFUL: Text.of("依法不能办理", "The law does not allow it"),
}
_OUTCOMES = {
    Outcome.DONE: Text.of("已经办成", "Done now"),
    Outcome.WAY_FOUND: Text.of("说明了怎样可以办成", "The way to have it done is told"),
    Outcome.CANNOT: Text.of("依法不能办，已说明理由", "The law does not allow it; reasons told"),
}
