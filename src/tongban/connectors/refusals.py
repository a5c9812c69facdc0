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


class PushNotGenuine(Refusal):
    """The push carries no good signature of a system we know."""

    def __init__(self) -> None:
        super().__init__(
            code="connectors.push_not_genuine",
            message=Text.of(
                "推送的签名不对，或者没有这个对接配置。",
                "The push carries no good signature, or there is no such connector.",
            ),
            mend=Text.of(
                "请用对接令牌对报文签名后重发。",
                "Sign the body with the connector's token; send again.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class PushUnreadable(Refusal):
    """The push is not in the agreed format; nothing of it was kept."""

    def __init__(self, why: str) -> None:
        problem = Problem(
            "body",
            "connectors.push_not_as_agreed",
            Text.of(f"报文与约定不符：{why}。", f"Not as agreed: {why}."),
            Text.of("请按对接配置的格式推送。", "Push as the connector says."),
        )
        super().__init__(
            code="connectors.push_unreadable",
            message=Text.of(
                "推送的内容读不懂，没有采用。", "The push cannot be read; none was used."
            ),
            mend=Text.of("请按下面的提示改正后重发。", "Mend what is listed and send it again."),
            problems=(problem,),
        )
