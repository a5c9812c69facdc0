"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class ReferralNotFound(Refusal):
    """There is none, or it is not yours: the same answer."""

    def __init__(self) -> None:
        super().__init__(
            code="connectors.not_found",
            message=Text.of(
                "这个办件没有转到部门系统，或者不归您的岗位办理。",
                "This case is with no other system, or not yours to handle.",
            ),
            mend=Text.of("请用承办机关的账号办理。", "Use an account of the agency in charge."),
            kind=RefusalKind.NOT_FOUND,
        )


class NothingToSettle(Refusal):
    """Both sides agree."""

    def __init__(self) -> None:
        super().__init__(
            code="connectors.nothing_to_settle",
            message=Text.of("两边没有不一致需要处理。", "The two sides do not disagree."),
            mend=Text.of("请刷新页面。", "Reload the page."),
            kind=RefusalKind.CONFLICT,
        )


class SettlingNeedsWords(Refusal):
    """What was done must be said."""

    def __init__(self) -> None:
        problem = Problem(
            "words",
            "connectors.words_missing",
            Text.of("请写明怎样处理的（1000字以内）。", "Say what was done, in 1,000 characters."),
            Text.of("写两三句话即可。", "Two or three sentences are enough."),
        )
        super().__init__(
            code="connectors.settling_needs_words",
            message=problem.message,
            mend=problem.mend,
            problems=(problem,),
        )


class LinesNotYours(Refusal):
    """The health of lines is for operators and supervisors."""

    def __init__(self) -> None:
        super().__init__(
            code="connectors.lines_not_yours",
            message=Text.of(
                "系统对接情况只对运维和监督岗位开放。",
                "How lines are is for operators and supervisors.",
            ),
            mend=Text.of("请用有这类岗位的账号。", "Use an account of such a post."),
            kind=RefusalKind.NOT_ALLOWED,
        )
