"""What this room refuses."""

from __future__ import annotations

from datetime import date

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class CertificateNotFound(Refusal):
    """There is none, or it is not yours: the answer is the same so that nothing leaks."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.not_found",
            message=Text.of("没有找到这份证照。", "This certificate was not found."),
            mend=Text.of(
                "请在“我的证照”里查看，或换用持证人的账号登录。",
                "Look in “My certificates”, or sign in as its holder.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class CertificateTypeNotFound(Refusal):
    """No published certificate type has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            code="certificates.type_not_found",
            message=Text.of(f"没有证照类型“{code}”。", f"There is no certificate type “{code}”."),
            mend=Text.of(
                "请管理员发布含有它的内容包。", "Ask the operator to publish a pack that has it."
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class IssuerNotAllowed(Refusal):
    """This actor may not issue or change certificates of this agency."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.issuer_not_allowed",
            message=Text.of(
                "您的岗位不能签发或变更这个机关的证照。",
                "Your post may not issue or change certificates of this agency.",
            ),
            mend=Text.of("请由该机关有审批职责的人员办理。", "Ask an approver of that agency."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class StatusChangeNotPossible(Refusal):
    """The certificate's status does not allow this change."""

    def __init__(self, present: Text) -> None:
        super().__init__(
            code="certificates.status_change_not_possible",
            message=Text.of(
                f"证照目前的状态是“{present.zh}”，不能这样变更。",
                f"The certificate is now “{present.en}”, so this change is not possible.",
            ),
            mend=Text.of("请刷新后再看。", "Reload and look again."),
            kind=RefusalKind.CONFLICT,
        )


class StatusDayNotPossible(Refusal):
    """The change cannot take effect on that day."""

    def __init__(self, first: date, today: date) -> None:
        super().__init__(
            code="certificates.status_day_not_possible",
            message=Text.of(
                f"生效日期应在{first.isoformat()}至{today.isoformat()}之间。",
                f"It can take effect from {first.isoformat()} to {today.isoformat()} only.",
            ),
            mend=Text.of(
                "只有撤销可以追溯到签发之日；请改生效日期。",
                "Only a rescission reaches back to the day of issue: change the day.",
            ),
        )


class NoSuccessor(Refusal):
    """A certificate is followed once, by one of the same type for the same holder."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.no_successor",
            message=Text.of(
                "这张证照已有后续证照，或持证人、证照类型不一致，不能再延续、变更或转入。",
                "This certificate has been followed already, or holder or type differ.",
            ),
            mend=Text.of("请打开最新的一张再办理。", "Open the newest one and start from it."),
            kind=RefusalKind.CONFLICT,
        )
