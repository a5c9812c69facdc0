"""What the room will not do."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class AgencyUnknown(Refusal):
    """No such organisation on that day."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "agencies.agency_unknown",
            Text.of(f"没有代码为 {code} 的机构。", f"There is no organisation with code {code}."),
            Text.of("请核对统一社会信用代码或日期。", "Check the code or the date."),
            RefusalKind.NOT_FOUND,
        )


class PostUnknown(Refusal):
    """No such post on that day."""

    def __init__(self, post_id: str) -> None:
        super().__init__(
            "agencies.post_unknown",
            Text.of(f"没有编号为 {post_id} 的岗位。", f"There is no post {post_id} on that day."),
            Text.of("请在机构目录中选择现有岗位。", "Choose a post that exists in the directory."),
            RefusalKind.NOT_FOUND,
        )


class PostsNotYoursToGive(Refusal):
    """Only an operator or the platform appoints officers."""

    def __init__(self) -> None:
        super().__init__(
            "agencies.posts_not_yours_to_give",
            Text.of("您没有任免岗位人员的权限。", "You may not appoint people to posts."),
            Text.of("请联系平台运行管理员。", "Ask the platform's operator."),
            RefusalKind.NOT_ALLOWED,
        )


class TermBackwards(Refusal):
    """The last day lies before the first."""

    def __init__(self) -> None:
        super().__init__(
            "agencies.term_backwards",
            Text.of("任职截止日期早于开始日期。", "The term ends before it begins."),
            Text.of("请核对起止日期。", "Check both dates."),
        )


class AlreadyHolds(Refusal):
    """The person already holds this post at that time."""

    def __init__(self) -> None:
        super().__init__(
            "agencies.already_holds",
            Text.of(
                "这位工作人员在此期间已任该岗位。", "The officer already holds this post then."
            ),
            Text.of("如需调整任期，请先结束原任职。", "End the present term before a new one."),
            RefusalKind.CONFLICT,
        )
