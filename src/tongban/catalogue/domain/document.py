"""The item document: everything the catalogue knows of one item, and what a pack writes.

Fields follow the national exchange tables (``up_task_*``) and GB/T 39046-2020 table 4. A draft may
lack most of them (an imported one does); the lints say what publication needs.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from tongban.catalogue.domain import codes
from tongban.catalogue.domain.fields import Citation, Day, Part, SpanText, Words, code_field

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


class Material(Part):
    """One material 申请材料.

    ``source`` is the government source that already holds it, ``elements`` the data elements it
    proves, ``satisfied_by`` the certificate type that stands in for it. When a source is named,
    ``fallback`` says what to do when the source is silent, ``dispute`` when it is wrong.
    """

    code: str
    name: Words
    type: MaterialTypeField = codes.MaterialType.EITHER
    format: MaterialFormatField = codes.MaterialFormat.EITHER
    category: CategoryField = codes.MaterialCategory.OTHER
    origin: OriginField = codes.MaterialOrigin.APPLICANT
    origin_note: Words | None = None
    necessity: NecessityField = codes.Necessity.REQUIRED
    copies: int = Field(default=1, ge=0, le=99)
    page_format: str = ""
    article: Citation | None = None
    source: str | None = None
    elements: tuple[str, ...] = ()
    satisfied_by: str | None = None
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


class Fee(Part):
    """One fee line 收费项目."""

    name: Words
    standard: Words
    amount: Amount | None = None
    currency: str = "CNY"
    article: Citation | None = None
    reducible: bool = False
    reduction_article: Citation | None = None


class SpecialProcedure(Part):
    """A special procedure 特别程序 that stops the clock, with its ground and its longest span."""

    kind: ProcedureField
    name: Words
    article: Citation | None = None
    max_span: SpanText | None = None


class Remedy(Part):
    """Where to contest the result 救济途径."""

    kind: RemedyField
    body: Words
    article: Citation | None = None
    address: Words | None = None
    phone: str = ""
    url: str = ""


class Result(Part):
    """What the applicant gets 办理结果."""

    kind: ResultField
    name: Words
    certificate_type: str | None = None
    sample: str | None = None


class Place(Part):
    """Where and when one may come 办理地点、时间."""

    name: Words
    address: Words | None = None
    hours: Words | None = None
    phone: str = ""
    traffic: Words | None = None
    in_service_centre: bool = True


class Intermediary(Part):
    """An intermediary service the item demands 中介服务; needs a legal basis (Regulation 722, 43)."""

    name: Words
    article: Citation | None = None


class Faq(Part):
    """A common question and its answer 常见问题."""

    question: Words
    answer: Words


class BasicItemDocument(Part):
    """An entry of the basic catalogue 基本目录.

    The locked elements (name, code, type, line, basis) are the same for everyone who implements it.
    ``line`` is the competent department line 主管部门 (条), ``levels`` where it may be exercised.
    """

    code: str = Field(pattern=r"^[0-9A-Z]{10,12}$")
    name: Words
    type: ItemTypeField
    line: str
    basis: tuple[Citation, ...] = ()
    levels: tuple[LevelField, ...] = ()
    main_item: Words | None = None


class ItemDocument(Part):
    """An implementing item 实施清单 as written: what is not written is inherited or absent.

    ``name``, ``type``, ``line`` and ``basis`` come from the basic item when left out; written
    differently they are drift. ``statutory`` and ``committed`` are spans with their unit.
    """

    code: str = Field(min_length=2, max_length=50)
    basic: str | None = None
    agency: str = ""
    agency_name: Words | None = None
    region: str = ""
    level: LevelField | None = None
    # locked by the basic item
    name: Words | None = None
    type: ItemTypeField | None = None
    line: str = ""
    basis: tuple[Citation, ...] = ()
    # what it is called and about
    handling_name: Words | None = None
    aliases: tuple[str, ...] = ()
    summary: Words | None = None
    themes: tuple[str, ...] = ()
    popularity: int = Field(default=0, ge=0, le=100)
    audiences: tuple[AudienceField, ...] = ()
    local_basic_code: str = ""
    local_code: str = ""
    # powers
    body_nature: NatureField = codes.BodyNature.STATUTORY
    entrusted_by: Words | None = None
    power_source: str = ""
    co_agencies: Words | None = None
    # time
    handling: KindField | None = None
    statutory: SpanText | None = None
    statutory_note: Words | None = None
    committed: SpanText | None = None
    committed_note: Words | None = None
    special_procedures: tuple[SpecialProcedure, ...] = ()
    # way of handling
    handling_forms: tuple[FormField, ...] = ()
    handling_area: AreaField = codes.HandlingArea.LOCAL
    visits: int | None = Field(default=None, ge=0, le=20)
    in_person_reason: Words | None = None
    in_person_article: Citation | None = None
    online: bool = False
    online_depth: tuple[DepthField, ...] = ()
    online_url: str = ""
    mobile_url: str = ""
    net_only_article: Citation | None = None
    posts_materials: bool = False
    posts_result: bool = False
    bookable: bool = False
    self_service: bool = False
    min_assurance: int = Field(default=1, ge=0, le=5)
    quantity_limit: Words | None = None
    intermediaries: tuple[Intermediary, ...] = ()
    # what it asks and gives
    conditions: tuple[Condition, ...] = ()
    materials: tuple[Material, ...] = ()
    no_materials: bool = False
    needs: tuple[FieldNeed, ...] = ()
    situations: tuple[Situation, ...] = ()
    steps: tuple[Step, ...] = ()
    results: tuple[Result, ...] = ()
    # money
    charged: bool = False
    fees: tuple[Fee, ...] = ()
    payment_ways: Words | None = None
    pays_online: bool = False
    # contact and redress
    consult_phone: str = ""
    complaint_phone: str = ""
    places: tuple[Place, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    rights: Words | None = None
    faqs: tuple[Faq, ...] = ()
    # what runs it
    form: str | None = None
    decision_table: str | None = None
    certificate_type: str | None = None
    commitment_allowed: bool = False
    commitment: Words | None = None
    no_application: bool = False
    # life
    plan_effective_date: Day | None = None
    plan_cancel_date: Day | None = None
    extra: dict[str, str] = Field(default_factory=dict)
