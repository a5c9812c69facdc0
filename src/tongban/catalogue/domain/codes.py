"""Code lists of the catalogue as enums; bare digits live only in the mapping tables below.

Source: GB/T 39046-2020 annex A and the national exchange tables (``up_*``).
"""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text


class Coded(Enum):
    """A code of one list: namespaced value (``item-type.licence``) and its name in two languages."""

    @property
    def short(self) -> str:
        """The code without its namespace, as packs write it (``licence``)."""
        return str(self.value).partition(".")[2]

    @property
    def label(self) -> Text:
        """What people call it."""
        return Text.of(*LABELS[self.value])


class ItemType(Coded):
    """Type of item 事项类型 (GB/T 39046 A.1)."""

    POWER = "item-type.power"
    LICENCE = "item-type.licence"
    PENALTY = "item-type.penalty"
    COMPULSION = "item-type.compulsion"
    LEVY = "item-type.levy"
    PAYMENT = "item-type.payment"
    INSPECTION = "item-type.inspection"
    CONFIRMATION = "item-type.confirmation"
    REWARD = "item-type.reward"
    ADJUDICATION = "item-type.adjudication"
    OTHER_POWER = "item-type.other-power"
    PUBLIC_SERVICE = "item-type.public-service"


class UseLevel(Coded):
    """Level at which the item is exercised 行使层级 (A.2)."""

    NATIONAL = "use-level.national"
    PROVINCE = "use-level.province"
    CITY = "use-level.city"
    COUNTY = "use-level.county"
    TOWN = "use-level.town"
    VILLAGE = "use-level.village"
    GRADED = "use-level.graded"


class BodyNature(Coded):
    """Nature of the implementing body 实施主体性质 (A.3)."""

    STATUTORY = "body-nature.statutory"
    AUTHORISED = "body-nature.authorised"
    ENTRUSTED = "body-nature.entrusted"
    OTHER = "body-nature.other"


class AudienceSide(Coded):
    """The two doors of a portal: people and firms (everybody who is not a natural person)."""

    PERSON = "audience-side.person"
    FIRM = "audience-side.firm"


class Audience(Coded):
    """Whom the item serves 服务对象 (A.4, with the city extension 非法人企业)."""

    PERSON = "audience.person"
    ENTERPRISE = "audience.enterprise"
    INSTITUTION = "audience.institution"
    ASSOCIATION = "audience.association"
    UNINCORPORATED = "audience.unincorporated"
    GOVERNMENT = "audience.government"
    OTHER = "audience.other"

    @property
    def side(self) -> AudienceSide:
        """Which door of the portal shows it."""
        return AudienceSide.PERSON if self is Audience.PERSON else AudienceSide.FIRM


class HandlingForm(Coded):
    """Ways to hand in an application 办理形式 (A.5)."""

    WINDOW = "handling-form.window"
    PC = "handling-form.pc"
    MOBILE = "handling-form.mobile"
    MAIL = "handling-form.mail"
    OTHER = "handling-form.other"


class HandlingKind(Coded):
    """Decided on the spot or within a promised time 办件类型 (A.6)."""

    INSTANT = "handling-kind.instant"
    COMMITTED = "handling-kind.committed"


class ProcedureKind(Coded):
    """Special procedure whose time does not count 特别程序 (A.7; Licensing Law art. 42, 45)."""

    EXTENSION = "procedure.extension"
    HEARING = "procedure.hearing"
    TENDER = "procedure.tender"
    AUCTION = "procedure.auction"
    INSPECTION = "procedure.inspection"
    TESTING = "procedure.testing"
    QUARANTINE = "procedure.quarantine"
    APPRAISAL = "procedure.appraisal"
    EXPERT_REVIEW = "procedure.expert-review"
    SITE_CHECK = "procedure.site-check"
    PUBLICITY = "procedure.publicity"
    AWAITING_AUTHORITY = "procedure.awaiting-authority"
    OTHER = "procedure.other"


class OnlineDepth(Coded):
    """How far the net carries a case 网办深度."""

    CONSULTATION = "online-depth.consultation"
    RECEIPT = "online-depth.receipt"
    PRE_CHECK = "online-depth.pre-check"
    ACCEPTANCE = "online-depth.acceptance"
    HANDLING = "online-depth.handling"
    RESULT = "online-depth.result"
    CERTIFICATE = "online-depth.certificate"
    OTHER = "online-depth.other"


class HandlingArea(Coded):
    """Where one may apply 通办范围."""

    NATION = "handling-area.nation"
    CROSS_PROVINCE = "handling-area.cross-province"
    CROSS_CITY = "handling-area.cross-city"
    CROSS_COUNTY = "handling-area.cross-county"
    LOCAL = "handling-area.local"


class MaterialType(Coded):
    """Original or copy 材料类型."""

    ORIGINAL = "material-type.original"
    COPY = "material-type.copy"
    EITHER = "material-type.either"


class MaterialFormat(Coded):
    """Paper, electronic, or fetched by the system 材料形式."""

    PAPER = "material-format.paper"
    ELECTRONIC = "material-format.electronic"
    EITHER = "material-format.either"
    FETCHED = "material-format.fetched"
    FETCHED_ELSE_SUBMITTED = "material-format.fetched-else-submitted"


class MaterialCategory(Coded):
    """What sort of paper it is 材料分类."""

    CERTIFICATE = "material-category.certificate"
    FORM = "material-category.form"
    OTHER = "material-category.other"


class MaterialOrigin(Coded):
    """Who makes the material 来源渠道."""

    APPLICANT = "material-origin.applicant"
    GOVERNMENT = "material-origin.government"
    INTERMEDIARY = "material-origin.intermediary"
    OTHER = "material-origin.other"


class Necessity(Coded):
    """Whether the material must be there 材料必要性; ``LATER`` is 容缺后补."""

    REQUIRED = "necessity.required"
    OPTIONAL = "necessity.optional"
    LATER = "necessity.later"


class StepKind(Coded):
    """A step of handling 办理环节."""

    APPLY = "step.apply"
    ACCEPT = "step.accept"
    REVIEW = "step.review"
    SITE_CHECK = "step.site-check"
    APPROVE = "step.approve"
    CONCLUDE = "step.conclude"
    DELIVER = "step.deliver"


class RemedyKind(Coded):
    """A way to contest the result 救济途径."""

    RECONSIDERATION = "remedy.reconsideration"
    LITIGATION = "remedy.litigation"
    CORRECTION = "remedy.correction"


class ResultKind(Coded):
    """What comes out 结果类型 (出证办结, 审批办结, 其他)."""

    CERTIFICATE = "result.certificate"
    APPROVAL = "result.approval"
    OTHER = "result.other"


class VersionState(Coded):
    """Life of one item version 事项版本状态."""

    DRAFT = "item-state.draft"
    IN_REVIEW = "item-state.in-review"
    PUBLISHED = "item-state.published"
    SUSPENDED = "item-state.suspended"
    CANCELLED = "item-state.cancelled"
    SUPERSEDED = "item-state.superseded"


LABELS: dict[str, tuple[str, str]] = {
    "item-type.power": ("行政权力", "Administrative power"),
    "item-type.licence": ("行政许可", "Licence"),
    "item-type.penalty": ("行政处罚", "Penalty"),
    "item-type.compulsion": ("行政强制", "Compulsion"),
    "item-type.levy": ("行政征收", "Levy"),
    "item-type.payment": ("行政给付", "Payment"),
    "item-type.inspection": ("行政检查", "Inspection"),
    "item-type.confirmation": ("行政确认", "Confirmation"),
    "item-type.reward": ("行政奖励", "Reward"),
    "item-type.adjudication": ("行政裁决", "Adjudication"),
    "item-type.other-power": ("其他行政权力", "Other administrative power"),
    "item-type.public-service": ("公共服务", "Public service"),
    "use-level.national": ("国家级", "National"),
    "use-level.province": ("省级", "Province"),
    "use-level.city": ("市级", "City"),
    "use-level.county": ("县级", "County"),
    "use-level.town": ("镇（乡、街道）", "Township"),
    "use-level.village": ("村（社区）", "Village"),
    "use-level.graded": ("分级管理", "Shared between levels"),
    "body-nature.statutory": ("法定机关", "Statutory body"),
    "body-nature.authorised": ("授权组织", "Authorised body"),
    "body-nature.entrusted": ("受委托组织", "Entrusted body"),
    "body-nature.other": ("其他", "Other"),
    "audience-side.person": ("个人", "People"),
    "audience-side.firm": ("单位", "Firms and organisations"),
    "audience.person": ("自然人", "Natural person"),
    "audience.enterprise": ("企业法人", "Company"),
    "audience.institution": ("事业法人", "Public institution"),
    "audience.association": ("社会组织法人", "Association"),
    "audience.unincorporated": ("非法人企业", "Unincorporated business"),
    "audience.government": ("行政机关", "Government body"),
    "audience.other": ("其他组织", "Other organisation"),
    "handling-form.window": ("窗口办理", "At a window"),
    "handling-form.pc": ("电脑端", "On a computer"),
    "handling-form.mobile": ("移动端", "On a phone"),
    "handling-form.mail": ("快递申请", "By post"),
    "handling-form.other": ("其他", "Other"),
    "handling-kind.instant": ("即办件", "Decided on the spot"),
    "handling-kind.committed": ("承诺件", "Decided within a promised time"),
    "procedure.extension": ("延长审批", "Extension"),
    "procedure.hearing": ("听证", "Hearing"),
    "procedure.tender": ("招标", "Tender"),
    "procedure.auction": ("拍卖", "Auction"),
    "procedure.inspection": ("检验", "Inspection"),
    "procedure.testing": ("检测", "Testing"),
    "procedure.quarantine": ("检疫", "Quarantine"),
    "procedure.appraisal": ("鉴定", "Appraisal"),
    "procedure.expert-review": ("专家评审", "Expert review"),
    "procedure.site-check": ("现场核查", "Site check"),
    "procedure.publicity": ("公示", "Publicity period"),
    "procedure.awaiting-authority": ("等待其他机关结论", "Awaiting another authority"),
    "procedure.other": ("其他情况", "Other"),
    "online-depth.consultation": ("互联网咨询", "Consultation"),
    "online-depth.receipt": ("互联网收件", "Receipt"),
    "online-depth.pre-check": ("互联网预审", "Pre-check"),
    "online-depth.acceptance": ("互联网受理", "Acceptance"),
    "online-depth.handling": ("互联网办理", "Handling"),
    "online-depth.result": ("办理结果信息反馈", "Result"),
    "online-depth.certificate": ("电子证照反馈", "Electronic certificate"),
    "online-depth.other": ("其他", "Other"),
    "handling-area.nation": ("全国通办", "Anywhere in the country"),
    "handling-area.cross-province": ("跨省通办", "Across provinces"),
    "handling-area.cross-city": ("跨市通办", "Across cities"),
    "handling-area.cross-county": ("跨县通办", "Across counties"),
    "handling-area.local": ("本地办理", "Only locally"),
    "material-type.original": ("原件", "Original"),
    "material-type.copy": ("复印件", "Copy"),
    "material-type.either": ("原件或复印件", "Original or copy"),
    "material-format.paper": ("纸质", "Paper"),
    "material-format.electronic": ("电子", "Electronic"),
    "material-format.either": ("纸质或电子", "Paper or electronic"),
    "material-format.fetched": ("系统自动获取，无需提交", "Fetched by the system"),
    "material-format.fetched-else-submitted": (
        "系统自动获取，不全则需提交",
        "Fetched by the system, submitted only when incomplete",
    ),
    "material-category.certificate": ("证件证书证明", "Certificate"),
    "material-category.form": ("申请表格文书", "Form"),
    "material-category.other": ("其他", "Other"),
    "material-origin.applicant": ("申请人自备", "Made by the applicant"),
    "material-origin.government": ("政府部门核发", "Issued by government"),
    "material-origin.intermediary": ("中介机构出具", "Made by an intermediary"),
    "material-origin.other": ("其他", "Other"),
    "necessity.required": ("必要", "Required"),
    "necessity.optional": ("非必要", "Only in some situations"),
    "necessity.later": ("容缺后补", "May follow later"),
    "step.apply": ("申请", "Application"),
    "step.accept": ("受理", "Acceptance"),
    "step.review": ("审核", "Review"),
    "step.site-check": ("现场核查", "Site check"),
    "step.approve": ("审批", "Approval"),
    "step.conclude": ("办结", "Conclusion"),
    "step.deliver": ("送达", "Delivery"),
    "remedy.reconsideration": ("行政复议", "Administrative reconsideration"),
    "remedy.litigation": ("行政诉讼", "Administrative litigation"),
    "remedy.correction": ("数据异议", "Correction of data"),
    "result.certificate": ("出证办结", "A certificate is issued"),
    "result.approval": ("审批办结", "A decision is issued"),
    "result.other": ("其他", "Other"),
    "item-state.draft": ("草稿", "Draft"),
    "item-state.in-review": ("审批中", "In review"),
    "item-state.published": ("在用", "In use"),
    "item-state.suspended": ("挂起", "Suspended"),
    "item-state.cancelled": ("取消", "Cancelled"),
    "item-state.superseded": ("已被新版本替代", "Replaced by a newer version"),
}
