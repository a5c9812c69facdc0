"""What this room refuses."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class RelayNotFound(Refusal):
    """There is no such relay, or it is not for the reader."""

    def __init__(self) -> None:
        super().__init__(
            code="relays.not_found",
            message=Text.of("没有找到这件异地代收。", "This relay was not found."),
            mend=Text.of("请从“异地代收”列表打开。", "Open it from the list of relays."),
            kind=RefusalKind.NOT_FOUND,
        )


class NotYourEnd(Refusal):
    """The verb is of the other end."""

    def __init__(self) -> None:
        super().__init__(
            code="relays.not_your_end",
            message=Text.of(
                "这一步由另一端办理：代收地只收件、转送和发放，受理和决定由办理地负责。",
                "This is for the other end: a collecting window takes in, sends on and hands out;"
                " accepting and deciding are for the home office.",
            ),
            mend=Text.of("请联系对方窗口。", "Please ask the other end."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NotCollectedHere(Refusal):
    """The item is not collected at this clerk's window."""

    def __init__(self) -> None:
        super().__init__(
            code="relays.not_collected_here",
            message=Text.of(
                "这个窗口不代收这个事项。", "This service is not collected at this window."
            ),
            mend=Text.of(
                "办事指南写明了哪些地点可以代收。", "The guide says which places collect it."
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class FormalCheckNotDone(Refusal):
    """Complete or legible was not ticked: what is not so is not collected."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="relays.formal_check_not_done",
            message=Text.of("形式核对还没有完成。", "The formal check is not done."),
            mend=Text.of("请按提示核对后再收件。", "Check what is marked, then take it in."),
            problems=tuple(problems),
        )


class StepNotNow(Refusal):
    """The log does not allow this step now."""

    def __init__(self, state: Text) -> None:
        super().__init__(
            code="relays.step_not_now",
            message=Text.of(
                f"现在不能做这一步：{state.zh}。", f"This cannot be done now: {state.en}."
            ),
            mend=Text.of("请刷新页面看最新的责任日志。", "Reload the page to see where it stands."),
            kind=RefusalKind.CONFLICT,
        )


class ReasonMissing(Refusal):
    """Sent back without saying why, or with too much."""

    def __init__(self, most: int) -> None:
        super().__init__(
            code="relays.reason_missing",
            message=Text.of("请写明理由。", "Say why."),
            mend=Text.of(
                f"写清哪里不全、不清，不超过{most}字。",
                f"Say what is missing or illegible, in at most {most} characters.",
            ),
        )


class PassedDiffers(Refusal):
    """What arrived is not what was collected."""

    def __init__(self) -> None:
        super().__init__(
            code="relays.passed_differs",
            message=Text.of(
                "收到的材料与收件回执上的哈希不一致。",
                "What arrived differs from the hashes on the receipt.",
            ),
            mend=Text.of("请退回代收地，写明理由。", "Send it back, and say so."),
            kind=RefusalKind.CONFLICT,
        )


class NotThePerson(Refusal):
    """Who came for the result is not whose it is."""

    def __init__(self) -> None:
        super().__init__(
            code="relays.not_the_person",
            message=Text.of(
                "证件与申请人不一致，不能发放结果，也不能收取补充的材料。",
                "The document is not the applicant's: neither result nor files change hands.",
            ),
            mend=Text.of("请申请人本人带身份证来。", "The applicant must come with their card."),
            kind=RefusalKind.NOT_ALLOWED,
        )
