"""The parts of an item document: materials, steps, fees and the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from tongban.catalogue.domain import codes
from tongban.catalogue.domain.fields import Citation, Part, SpanText, Words, code_field

ItemTypeField = Annotated[codes.ItemType, code_field(codes.ItemType)]
LevelField = Annotated[codes.UseLevel, code_field(codes.UseLevel)]
NatureField = Annotated[codes.BodyNature, code_field(codes.BodyNature)]
AudienceField = Annotated[codes.Audience, code_field(codes.Audience)]
FormField = Annotated[codes.HandlingForm, code_field(codes.HandlingForm)]
KindField = Annotated[codes.HandlingKind, code_field(codes.HandlingKind)]
ProcedureField = Annotated[codes.ProcedureKind, code_field(codes.ProcedureKind)]
DepthField = Annotated[codes.OnlineDepth, code_field(codes.OnlineDepth)]
AreaField = Annotated[codes.HandlingArea, code_field(codes.HandlingArea)]
MaterialTypeField = Annotated[codes.MaterialType, code_field(codes.MaterialType)]
MaterialFormatField = Annotated[codes.MaterialFormat, code_field(codes.MaterialFormat)]
CategoryField = Annotated[codes.MaterialCategory, code_field(codes.MaterialCategory)]
OriginField = Annotated[codes.MaterialOrigin, code_field(codes.MaterialOrigin)]
NecessityField = Annotated[codes.Necessity, code_field(codes.Necessity)]
StepField = Annotated[codes.StepKind, code_field(codes.StepKind)]
RemedyField = Annotated[codes.RemedyKind, code_field(codes.RemedyKind)]
ResultField = Annotated[codes.ResultKind, code_field(codes.ResultKind)]
Amount = Annotated[Decimal, PlainSerializer(str)]


class Condition(Part):
    """One condition of acceptance 受理条件, with the article that sets it."""

    text: Words
    article: Citation | None = None


class AreaAssessment(Part):
    """A zone's own assessment 区域评估 does for this material, where the site lies in the zone.

    ``kind`` is the kind of assessment, ``site`` the data element that says where the project is.
    """

    kind: str
    site: str


class Material(Part):
    """One material 申请材料.

    ``source`` is the government source that already holds it, ``elements`` the data elements it
    proves, ``satisfied_by`` the certificate type that stands in for it; with ``borrowed`` also one
    that another party lends 授权用证, or a parent's own in a child's case. One that
    may follow later 容缺后补 is promised for ``later_within`` of the application: before the
    decision, or with ``later_before_handover`` before the hand-over. When a source is named,
    ``fallback`` says what to do when the source is silent, ``dispute`` when it is wrong.
    ``area_assessment`` names the kind of a zone's assessment that does for it.
    """

    code: str
    name: Words
    type: MaterialTypeField = codes.MaterialType.EITHER
    format: MaterialFormatField = codes.MaterialFormat.EITHER
    category: CategoryField = codes.MaterialCategory.OTHER
    origin: OriginField = codes.MaterialOrigin.APPLICANT
    origin_note: Words | None = None
    necessity: NecessityField = codes.Necessity.REQUIRED
    later_within: SpanText | None = None
    later_before_handover: bool = False
    copies: int = Field(default=1, ge=0, le=99)
    page_format: str = ""
    article: Citation | None = None
    source: str | None = None
    elements: tuple[str, ...] = ()
    satisfied_by: str | None = None
    borrowed: bool = False
    area_assessment: AreaAssessment | None = None
    fallback: Words | None = None
    dispute: Words | None = None
    help: Words | None = None
    acceptance_standard: Words | None = None
    blank_form: str | None = None
    sample: str | None = None


class FieldNeed(Part):
    """One data element the item needs: what its form may ask and its permission may fetch.

    ``source`` names who holds it (typed by the person when None); ``article`` the ground for
    asking, when it is another than the item's own basis.
    """

    element: str
    source: str | None = None
    article: Citation | None = None
    fallback: Words | None = None
    dispute: Words | None = None


class Situation(Part):
    """A situation 情形: chooses which materials are asked."""

    code: str
    name: Words
    question: Words | None = None
    materials: tuple[str, ...] = ()


class Step(Part):
    """One step of handling 办理环节."""

    kind: StepField
    name: Words
    by: Words | None = None
    span: SpanText | None = None
    standard: Words | None = None


class ChargedWhen(Part):
    """A fee that is due only for some answers: the form's field and the values that cost."""

    field: str
    is_in: tuple[str, ...]


class Fee(Part):
    """One fee line 收费项目. Without ``charged_when`` it is due in every case."""

    name: Words
    standard: Words
    amount: Amount | None = None
    currency: str = "CNY"
    article: Citation | None = None
    reducible: bool = False
    reduction_article: Citation | None = None
    charged_when: ChargedWhen | None = None


class SpecialProcedure(Part):
    """A special procedure 特别程序 that stops the clock, with its ground and its longest span."""

    kind: ProcedureField
    name: Words
    article: Citation | None = None
    max_span: SpanText | None = None


class Remedy(Part):
    """Where to contest the result 救济途径.

    ``first`` of a reconsideration: it must come before any suit 复议前置 (行政复议法 23).
    """

    kind: RemedyField
    body: Words
    article: Citation | None = None
    address: Words | None = None
    phone: str = ""
    url: str = ""
    first: bool = False


class FoundedFirm(Part):
    """The firm a result brings into being: the answers with its name and who represents it.

    ``representative`` is the answer with the number of the legal representative 法定代表人.
    """

    name: str
    representative: str


class Result(Part):
    """What the applicant gets 办理结果.

    ``seals`` are the kinds of e-seals the firm gets, ``article`` what may be cited to stop them.
    """

    kind: ResultField
    name: Words
    certificate_type: str | None = None
    sample: str | None = None
    founds: FoundedFirm | None = None
    seals: tuple[str, ...] = ()
    article: Citation | None = None


class Place(Part):
    """Where and when one may come 办理地点、时间."""

    name: Words
    address: Words | None = None
    hours: Words | None = None
    phone: str = ""
    traffic: Words | None = None
    in_service_centre: bool = True


class Intermediary(Part):
    """An intermediary service the item demands 中介服务; needs a basis (Regulation 722, 43)."""

    name: Words
    article: Citation | None = None


class Faq(Part):
    """A common question and its answer 常见问题."""

    question: Words
    answer: Words
