"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class AssessmentUnknown(Refusal):
    """No zone has published an assessment of this number."""

    def __init__(self) -> None:
        super().__init__(
            code="zones.assessment_unknown",
            message=Text.of("没有这份区域评估成果。", "There is no such area assessment."),
            mend=Text.of("请从区域评估页面打开。", "Open it from the page of area assessments."),
            kind=RefusalKind.NOT_FOUND,
        )


class ZoneUnknown(Refusal):
    """No such zone is published."""

    def __init__(self) -> None:
        super().__init__(
            code="zones.zone_unknown",
            message=Text.of("没有这个园区。", "There is no such zone."),
            mend=Text.of("请从区域评估页面打开。", "Open it from the page of area assessments."),
            kind=RefusalKind.NOT_FOUND,
        )


class NotYourZone(Refusal):
    """Only an approver of the zone's own authority withdraws what it assessed."""

    def __init__(self) -> None:
        super().__init__(
            code="zones.not_your_zone",
            message=Text.of(
                "只有这个园区管理机构的审批岗可以停用评估成果。",
                "Only an approver of this zone's authority may withdraw an assessment.",
            ),
            mend=Text.of("请转给园区管理机构。", "Pass it to the zone's authority."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class ReasonMissing(Refusal):
    """No reason was given, or more than 500 characters."""

    def __init__(self) -> None:
        super().__init__(
            code="zones.reason_missing",
            message=Text.of(
                "请写明停用的理由，不超过500字。", "Give the reason, 500 characters at most."
            ),
            mend=Text.of("理由会公布，不要写个人信息。", "It is published: name no person."),
        )


class AlreadyWithdrawn(Refusal):
    """It was withdrawn before."""

    def __init__(self) -> None:
        super().__init__(
            code="zones.already_withdrawn",
            message=Text.of("这份成果已经停用了。", "This assessment was withdrawn already."),
            mend=Text.of("请刷新页面查看。", "Reload the page."),
            kind=RefusalKind.CONFLICT,
        )
