"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class MessageNotFound(Refusal):
    """There is no such message, or it is not the reader's."""

    def __init__(self) -> None:
        super().__init__(
            code="notices.not_found",
            message=Text.of("没有找到这条消息。", "This message was not found."),
            mend=Text.of(
                "请从“我的消息”里打开；过了保存期的消息已经删除。",
                "Open it from “My messages”; messages are deleted when their time to be kept ends.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class NotAnInbox(Refusal):
    """Only people and firms have an inbox."""

    def __init__(self) -> None:
        super().__init__(
            code="notices.no_inbox",
            message=Text.of("这个账户没有收件箱。", "This account has no inbox."),
            mend=Text.of("请用个人或企业账户登录。", "Sign in as a person or for a firm."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NumberNotRight(Refusal):
    """A channel is switched on with a mobile number of eleven digits."""

    def __init__(self) -> None:
        super().__init__(
            code="notices.number_not_right",
            message=Text.of("这不是一个手机号码。", "This is not a mobile number."),
            mend=Text.of("请写11位手机号码，以1开头。", "Write eleven digits that begin with 1."),
        )
