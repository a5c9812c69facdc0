"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class MatterNotFound(Refusal):
    """There is no such matter, or it is not the reader's."""

    def __init__(self) -> None:
        super().__init__(
            code="obstacles.matter_not_found",
            message=Text.of("没有找到这件反映。", "This matter was not found."),
            mend=Text.of("请从“办不成事”页面打开。", "Open it from the page of such matters."),
            kind=RefusalKind.NOT_FOUND,
        )


class WordsMissing(Refusal):
    """Nothing was written, or more than 2,000 characters."""

    def __init__(self) -> None:
        super().__init__(
            code="obstacles.words_missing",
            message=Text.of(
                "请写清楚，不超过2000字。", "Please write it out, 2,000 characters at most."
            ),
            mend=Text.of("写一两句话也可以。", "A sentence or two will do."),
        )


class SignInToTell(Refusal):
    """Somebody has to be answered."""

    def __init__(self) -> None:
        super().__init__(
            code="obstacles.sign_in_to_tell",
            message=Text.of(
                "请先登录，我们才能答复您。", "Sign in first, so that you can be answered."
            ),
            mend=Text.of(
                "也可以拨打12345或到窗口说。", "You may also call 12345 or tell a window."
            ),
            kind=RefusalKind.SIGN_IN,
        )


class StepNotOpen(Refusal):
    """It was answered, settled or told again already."""

    def __init__(self) -> None:
        super().__init__(
            code="obstacles.step_not_open",
            message=Text.of(
                "这一步已经办过了，或者现在不能办。",
                "This was done already, or cannot be done now.",
            ),
            mend=Text.of("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
            kind=RefusalKind.CONFLICT,
        )


class NotYourMatter(Refusal):
    """An officer of another agency."""

    def __init__(self) -> None:
        super().__init__(
            code="obstacles.not_your_matter",
            message=Text.of(
                "只有负责这项服务的机关可以答复。", "Only the agency of this service may answer."
            ),
            mend=Text.of("请转给负责的机关。", "Pass it to that agency."),
            kind=RefusalKind.NOT_ALLOWED,
        )
