"""An errand 代办事项: asked, agreed to, prepared, sent, handed back; or ended before."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text


class ErrandState(Enum):
    """Where an errand stands. ``DONE`` and ``ENDED`` are the end."""

    ASKED = "errand/asked"
    AGREED = "errand/agreed"
    PREPARED = "errand/prepared"
    HANDED_IN = "errand/handed-in"
    DONE = "errand/done"
    ENDED = "errand/ended"

    @property
    def label(self) -> Text:
        """In words."""
        return _STATES[self]

    @property
    def over(self) -> bool:
        """Whether nothing can follow."""
        return self in (ErrandState.DONE, ErrandState.ENDED)


class Step(Enum):
    """What moves an errand on. The value is the kind of its leaf and its outbox event."""

    ASK = "assistance.errand_asked"
    AGREE = "assistance.errand_agreed"
    LOOK = "assistance.errand_looked_at"
    PREPARE = "assistance.errand_prepared"
    RETURN = "assistance.errand_returned"
    HAND_IN = "assistance.errand_handed_in"
    HAND_BACK = "assistance.errand_handed_back"
    REVOKE = "assistance.errand_revoked"
    DECLINE = "assistance.errand_declined"
    REFUSE = "assistance.errand_not_agreed"
    HELPER_GONE = "assistance.errand_without_helper"

    @property
    def label(self) -> Text:
        """In words, as the resident reads it."""
        return _STEPS[self]


class ConsentWay(Enum):
    """How the resident said yes 授权方式."""

    SIGN_IN = "consent-way/own-sign-in"
    PRESENT = "consent-way/present-with-document"
    CALL_BACK = "consent-way/call-back"

    @property
    def label(self) -> Text:
        """In words."""
        return _WAYS[self]


_OPEN = frozenset(state for state in ErrandState if not state.over)
_RUNNING = frozenset({ErrandState.AGREED, ErrandState.PREPARED})
_MOVES: dict[Step, tuple[frozenset[ErrandState], ErrandState | None]] = {
    Step.AGREE: (frozenset({ErrandState.ASKED}), ErrandState.AGREED),
    Step.REFUSE: (frozenset({ErrandState.ASKED}), ErrandState.ENDED),
    Step.LOOK: (_RUNNING | {ErrandState.HANDED_IN}, None),
    Step.PREPARE: (_RUNNING, ErrandState.PREPARED),
    Step.RETURN: (frozenset({ErrandState.PREPARED}), ErrandState.AGREED),
    Step.HAND_IN: (_RUNNING, ErrandState.HANDED_IN),
    Step.HAND_BACK: (frozenset({ErrandState.HANDED_IN}), ErrandState.DONE),
    Step.REVOKE: (_OPEN, ErrandState.ENDED),
    Step.DECLINE: (_OPEN, ErrandState.ENDED),
    Step.HELPER_GONE: (_OPEN, ErrandState.ENDED),
}


def after(state: ErrandState, step: Step) -> ErrandState | None:
    """Where an errand stands after a step; None when the step is not possible there.

    ``ASK`` begins an errand and follows nothing.
    """
    if step not in _MOVES:
        return None
    before, then = _MOVES[step]
    return (then or state) if state in before else None


_STATES = {
    ErrandState.ASKED: Text.of("等待电话回访确认", "Waiting for the call back"),
    ErrandState.AGREED: Text.of("已授权，代办员办理中", "Agreed; the helper is at work"),
    ErrandState.PREPARED: Text.of("已填好，等本人确认", "Prepared; waits for the person's yes"),
    ErrandState.HANDED_IN: Text.of("已提交，等待结果", "Sent; waiting for the result"),
    ErrandState.DONE: Text.of("已办结，结果已交回", "Done; the result was handed back"),
    ErrandState.ENDED: Text.of("已终止", "Ended"),
}
_STEPS = {
    Step.ASK: Text.of("登记了帮办请求", "Noted the request for help"),
    Step.AGREE: Text.of("授权生效", "The mandate began"),
    Step.LOOK: Text.of("代办员打开了这件事", "The helper opened it"),
    Step.PREPARE: Text.of("代办员填好申请，请本人确认", "The helper prepared the application"),
    Step.RETURN: Text.of("本人退回，请代办员修改", "Sent back to the helper to change"),
    Step.HAND_IN: Text.of("申请已提交", "The application was sent"),
    Step.HAND_BACK: Text.of("结果已交回，授权结束", "Result handed back; the mandate ended"),
    Step.REVOKE: Text.of("本人收回授权", "The person took the mandate back"),
    Step.DECLINE: Text.of("代办员退出，授权结束", "The helper stepped back; the mandate ended"),
    Step.REFUSE: Text.of("电话回访未确认，没有授权", "Not confirmed on the call back; no mandate"),
    Step.HELPER_GONE: Text.of("代办员不再任职，授权结束", "The helper left; the mandate ended"),
}
_WAYS = {
    ConsentWay.SIGN_IN: Text.of("本人登录后授权", "given on the person's own sign-in"),
    ConsentWay.PRESENT: Text.of(
        "本人到场，核验证件并签字", "given in person, document seen and paper signed"
    ),
    ConsentWay.CALL_BACK: Text.of(
        "电话回访，由另一名工作人员确认", "confirmed by another officer who called back"
    ),
}
