"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class EngagementNotFound(Refusal):
    """There is none, or it is not the reader's."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.not_found",
            message=Text.of("没有找到这项代办。", "This engagement was not found."),
            mend=Text.of("请从办件或者代办页面打开。", "Open it from the case or the list."),
            kind=RefusalKind.NOT_FOUND,
        )


class ProjectsOnly(Refusal):
    """Facilitation is for the projects of firms."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.projects_only",
            message=Text.of(
                "代办服务面向企业的项目。", "Facilitators help with projects of firms."
            ),
            mend=Text.of(
                "个人办事可以到窗口找帮办人员。", "For your own affairs ask for help at a window."
            ),
        )


class ContactMissing(Refusal):
    """No way to reach the other side was given, or too long a one."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.contact_missing",
            message=Text.of("请留下联系电话。", "Say how you can be reached."),
            mend=Text.of(
                "写联系人和电话即可，不超过100字。",
                "A name and a telephone, 100 characters at most.",
            ),
        )


class WordsMissing(Refusal):
    """Nothing was written, or more than 1,000 characters."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.words_missing",
            message=Text.of(
                "请写明内容，不超过1000字。", "Please write it, 1,000 characters at most."
            ),
            mend=Text.of("一两句话也可以。", "A sentence or two will do."),
        )


class StarsMissing(Refusal):
    """No number of stars from one to five."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.stars_missing",
            message=Text.of("请选择一到五星。", "Choose one to five stars."),
            mend=Text.of("选好后再提交。", "Choose, then send."),
        )


class FacilitatorsOnly(Refusal):
    """Another officer, or a facilitator of another place."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.facilitators_only",
            message=Text.of(
                "只有本地的代办员可以这样做。", "Only a facilitator of the place may do this."
            ),
            mend=Text.of("请转给项目所在地的代办员。", "Pass it to a facilitator there."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class StepNotOpen(Refusal):
    """It was done already, or cannot be done as it stands."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.step_not_open",
            message=Text.of(
                "这一步已经办过了，或者现在不能办。",
                "This was done already, or cannot be done now.",
            ),
            mend=Text.of("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
            kind=RefusalKind.CONFLICT,
        )


class RemindedToday(Refusal):
    """The step was reminded of today."""

    def __init__(self) -> None:
        super().__init__(
            code="facilitation.reminded_today",
            message=Text.of("这一步今天已经提醒过了。", "This step was reminded of today already."),
            mend=Text.of("明天可以再提醒。", "You may remind again tomorrow."),
            kind=RefusalKind.CONFLICT,
        )
