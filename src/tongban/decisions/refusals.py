"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class TableNotFound(Refusal):
    """No published decision table has this code (or this version)."""

    def __init__(self, code: str) -> None:
        super().__init__(
            code="decisions.table_not_found",
            message=Text.of(f"没有决策表“{code}”。", f"There is no decision table “{code}”."),
            mend=Text.of(
                "请管理员发布含有该表的内容包。",
                "Ask the operator to publish a pack that has it.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class SwitchNotForYou(Refusal):
    """The kill switch is for operators and supervisors."""

    def __init__(self) -> None:
        super().__init__(
            code="decisions.switch_not_for_you",
            message=Text.of(
                "只有运维和监督岗位可以停止或者恢复自动办理。",
                "Only operators and supervisors may stop or resume automatic decisions.",
            ),
            mend=Text.of("请由这类岗位办理。", "Ask somebody of such a post."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class SwitchReasonMissing(Refusal):
    """Stopping and resuming rules is done with a reason."""

    def __init__(self) -> None:
        super().__init__(
            code="decisions.switch_reason_missing",
            message=Text.of("没有写明理由。", "No reason is given."),
            mend=Text.of("请写明为什么停止或者恢复。", "Say why it is stopped or resumed."),
        )
