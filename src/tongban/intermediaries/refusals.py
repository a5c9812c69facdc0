"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class ServiceUnknown(Refusal):
    """No such service is published."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.service_unknown",
            message=Text.of("没有这项中介服务。", "There is no such intermediary service."),
            mend=Text.of("请从中介服务清单里选择。", "Choose one from the list of services."),
            kind=RefusalKind.NOT_FOUND,
        )


class CommissionNotFound(Refusal):
    """There is no such commission, or it is not the reader's."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.commission_not_found",
            message=Text.of("没有找到这份委托。", "This commission was not found."),
            mend=Text.of("请从“我的委托”打开。", "Open it from your list of commissions."),
            kind=RefusalKind.NOT_FOUND,
        )


class SignInToCommission(Refusal):
    """A client or an institution has to be somebody."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.sign_in",
            message=Text.of("请先登录再办理。", "Sign in first."),
            mend=Text.of("登录后回到这个页面。", "Come back to this page after signing in."),
            kind=RefusalKind.SIGN_IN,
        )


class FirmsOnly(Refusal):
    """Only a firm may offer services."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.firms_only",
            message=Text.of(
                "中介服务机构须是依法登记的企业或单位。",
                "Only a registered firm may offer intermediary services.",
            ),
            mend=Text.of("请切换为代表企业办理。", "Switch to acting for your firm."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NotQualified(Refusal):
    """The institution does not hold the certificate the service needs, or does not offer it."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.not_qualified",
            message=Text.of(
                "这家机构没有入驻这项服务，或者没有有效的资质证书。",
                "This institution does not offer the service, or holds no valid qualification.",
            ),
            mend=Text.of(
                "请另选一家；机构请先取得资质证书。",
                "Choose another; an institution obtains the certificate first.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class AgencyMayNotName(Refusal):
    """An officer named an institution 指定中介."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.agency_may_not_name",
            message=Text.of(
                "行政机关不得指定中介服务机构（优化营商环境条例第四十三条）。",
                "An agency may not name an institution (Business Environment Regulation, art. 43).",
            ),
            mend=Text.of(
                "由机关付费的，系统抽签产生；其他的由申请人自主选择。",
                "Where the agency pays it is drawn by lot; else the applicant chooses.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NotPaidByAgency(Refusal):
    """The service is one that the applicant chooses and pays, or the other way round."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.paid_by_other",
            message=Text.of(
                "这项服务不由您这一方委托。", "This service is not commissioned by your side."
            ),
            mend=Text.of(
                "请看服务页面写明的付费方式。", "See on the page of the service who pays for it."
            ),
            kind=RefusalKind.CONFLICT,
        )


class StepNotOpen(Refusal):
    """It was done already, or cannot be done as it stands."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.step_not_open",
            message=Text.of(
                "这一步已经办过了，或者现在不能办。",
                "This was done already, or cannot be done now.",
            ),
            mend=Text.of("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
            kind=RefusalKind.CONFLICT,
        )


class AlreadyCommissioned(Refusal):
    """The same service is under way for the same case."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.already_commissioned",
            message=Text.of(
                "这个办件的这项服务已经委托了。",
                "This service is commissioned for the case already.",
            ),
            mend=Text.of(
                "请打开原来的委托；需要换机构的，先取消。",
                "Open that commission; to change the institution take it back first.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class BriefMissing(Refusal):
    """Nothing was written, or more than 2,000 characters."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.brief_missing",
            message=Text.of(
                "请写明委托内容，不超过2000字。",
                "Say what is to be done, 2,000 characters at most.",
            ),
            mend=Text.of(
                "写清项目、地点和要求即可。", "The project, the place and your wishes will do."
            ),
        )


class StarsMissing(Refusal):
    """No number of stars from one to five."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.stars_missing",
            message=Text.of("请选择一到五星。", "Choose one to five stars."),
            mend=Text.of("选好后再提交。", "Choose, then send."),
        )


class ClockGoesOn(Refusal):
    """The law does not let the clock stand still for this service."""

    def __init__(self) -> None:
        super().__init__(
            code="intermediaries.clock_goes_on",
            message=Text.of(
                "这项中介服务的时间依法计入审批时限，不能停表。",
                "By law the time of this service counts; the clock cannot stand still for it.",
            ),
            mend=Text.of("请照常办理。", "Please go on with the case."),
            kind=RefusalKind.CONFLICT,
        )
