"""Code lists of the catalogue as enums; bare digits live only in the mapping tables below.

Source: GB/T 39046-2020 annex A and the national exchange tables (``up_*``).
"""

from __future__ import annotations

from enum import Enum

from tongban.catalogue.domain.labels import LABELS
from tongban.kernel.text import Text


class Coded(Enum):
    """A code of one list: namespaced value (``item-type.licence``) and its names."""

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
