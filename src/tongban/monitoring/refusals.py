"""What this room refuses."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class OrderNotFound(Refusal):
    """There is none, or it is not the reader's to see: the same answer."""

    def __init__(self) -> None:
        super().__init__(
            code="monitoring.order_not_found",
            message=Text.of(
                "没有找到这份督办单，或者不归您的岗位查看。",
                "There is no such order, or your post does not see it.",
            ),
            mend=Text.of("请从“电子监察”的列表打开。", "Open it from the list under “Monitoring”."),
            kind=RefusalKind.NOT_FOUND,
        )


class NotYoursToAnswer(Refusal):
    """The agency answers through an approver, its overseer judges."""

    def __init__(self) -> None:
        super().__init__(
            code="monitoring.not_your_move",
            message=Text.of(
                "这一步不由您的岗位来办：答复由被督办机关的审批岗提交，审核由督办机关的监察岗进行。",
                "This step is not your post's: an approver of the agency answers,"
                " a supervisor of the overseeing body judges.",
            ),
            mend=Text.of("请转给相应岗位的同事。", "Pass it to a colleague who holds that post."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NotYoursToIssue(Refusal):
    """Orders by hand come from a supervisor's post."""

    def __init__(self) -> None:
        super().__init__(
            code="monitoring.not_yours_to_issue",
            message=Text.of(
                "您的岗位不能下达督办单：督办由监察岗下达。",
                "Your post issues no orders: a supervisor's does.",
            ),
            mend=Text.of("请转给监察岗的同事。", "Pass it to a colleague who supervises."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class OrderNotComplete(Refusal):
    """An order by hand lacks something; everything at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="monitoring.order_not_complete",
            message=Text.of("督办单还不完整。", "The order is not complete yet."),
            mend=Text.of("请按下面的提示修改后再下达。", "Mend what is listed and send it again."),
            problems=tuple(problems),
        )


class OrderMovedOn(Refusal):
    """Somebody was quicker, or the order does not stand where this step begins."""

    def __init__(self) -> None:
        super().__init__(
            code="monitoring.order_moved_on",
            message=Text.of(
                "这份督办单已有新的进展，这一步现在不能办。",
                "The order has moved on since; this step is not open now.",
            ),
            mend=Text.of(
                "请刷新页面，按最新情况处理。", "Load the page again and go on from there."
            ),
            kind=RefusalKind.CONFLICT,
        )


class AnswerNotComplete(Refusal):
    """An answer or a sending back lacks something; everything at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="monitoring.answer_not_complete",
            message=Text.of("还有内容需要补充或修改。", "Something is missing or must be changed."),
            mend=Text.of("请按下面的提示修改后再提交。", "Mend what is listed and send it again."),
            problems=tuple(problems),
        )
