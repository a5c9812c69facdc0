"""What this room refuses."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class EncounterNotFound(Refusal):
    """There is none, or it is not yours to rate."""

    def __init__(self) -> None:
        super().__init__(
            code="feedback.encounter_not_found",
            message=Text.of(
                "没有可以由您评价的服务。", "There is no service here for you to rate."
            ),
            mend=Text.of(
                "办结后，请由申请人在“我的办件”里评价。",
                "When a case is closed its applicant can rate it under “My cases”.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class NothingAsked(Refusal):
    """The tablet asks nothing now, or something else than was answered."""

    def __init__(self) -> None:
        super().__init__(
            code="feedback.nothing_asked",
            message=Text.of(
                "这次服务的评价已经结束，没有记下新的评价。",
                "The question about this service is closed; no rating was recorded.",
            ),
            mend=Text.of(
                "办结后，您还可以在“我的办件”里评价这件事。",
                "Once the case is decided you can still rate it under “My cases”.",
            ),
            kind=RefusalKind.GONE,
        )


class AlreadyRated(Refusal):
    """One service, one rating; a second only after rectification."""

    def __init__(self) -> None:
        super().__init__(
            code="feedback.already_rated",
            message=Text.of(
                "这次服务您已经评价过了，评价不能更改。",
                "You have rated this service; a rating cannot be changed.",
            ),
            mend=Text.of(
                "如是差评，整改后会请您再评价一次。",
                "After a bad rating is put right you will be asked to rate again.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class RatingNotComplete(Refusal):
    """Something in the rating is not right; all of it is listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="feedback.rating_not_complete",
            message=Text.of("评价没有提交成功。", "The rating was not accepted."),
            mend=Text.of("请按下面的提示修改。", "Please change what is listed below."),
            problems=tuple(problems),
        )


class RerateNotAllowed(Refusal):
    """Only a supervisor opens a second round, and only after a bad first rating."""

    def __init__(self) -> None:
        super().__init__(
            code="feedback.rerate_not_allowed",
            message=Text.of(
                "只有差评整改后，才能由监督岗位请申请人再次评价。",
                "A second rating is opened by a supervisor, after a bad rating was put right.",
            ),
            mend=Text.of("请先完成整改。", "Finish the rectification first."),
            kind=RefusalKind.NOT_ALLOWED,
        )
