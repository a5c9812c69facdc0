"""What the catalogue hands out: frozen values, everything a guide shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tongban.catalogue.domain.codes import (
    Audience,
    AudienceSide,
    BodyNature,
    HandlingArea,
    HandlingForm,
    HandlingKind,
    ItemType,
    MaterialCategory,
    MaterialFormat,
    MaterialOrigin,
    MaterialType,
    Necessity,
    OnlineDepth,
    ProcedureKind,
    RemedyKind,
    ResultKind,
    StepKind,
    UseLevel,
    VersionState,
)
from tongban.kernel.actor import Assurance
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition of acceptance 受理条件 and the article that sets it."""

    text: Text
    article: ArticleRef | None


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material 申请材料; ``source_code`` is set when a government source already holds it."""

    code: str
    name: Text
    necessity: Necessity
    type: MaterialType
    format: MaterialFormat
    category: MaterialCategory
    origin: MaterialOrigin
    copies: int
    source_code: str | None
    element_ids: tuple[str, ...]
    satisfied_by: str | None
    fallback: Text | None
    dispute: Text | None
    article: ArticleRef | None
    help: Text | None
    acceptance_standard: Text | None
    blank_form: str | None
    sample: str | None

    @property
    def already_held(self) -> bool:
        """Whether government holds it, so that the person need not bring it."""
        return self.source_code is not None or self.satisfied_by is not None


@dataclass(frozen=True, slots=True)
class NeedView:
    """A data element the item uses; typed by the person when ``source_code`` is None."""

    element_id: str
    source_code: str | None
    article: ArticleRef | None
    fallback: Text | None
    dispute: Text | None


@dataclass(frozen=True, slots=True)
class SituationView:
    """A situation 情形 and the codes of the materials it asks for."""

    code: str
    name: Text
    question: Text | None
    material_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of handling 办理环节."""

    kind: StepKind
    name: Text
    by: Text | None
    span: Span | None
    standard: Text | None


@dataclass(frozen=True, slots=True)
class FeeView:
    """A fee line; ``amount`` in ``currency``, None when the standard is not one number."""

    name: Text
    standard: Text
    amount: Decimal | None
    currency: str
    article: ArticleRef | None
    reducible: bool
    reduction_article: ArticleRef | None


@dataclass(frozen=True, slots=True)
class SpecialProcedureView:
    """A special procedure 特别程序 that may stop the clock for at most ``max_span``."""

    kind: ProcedureKind
    name: Text
    article: ArticleRef | None
    max_span: Span | None


@dataclass(frozen=True, slots=True)
class RemedyView:
    """Where to contest the result 救济途径."""

    kind: RemedyKind
    body: Text
    article: ArticleRef | None
    address: Text | None
    phone: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """What the applicant gets 办理结果."""

    kind: ResultKind
    name: Text
    certificate_type_code: str | None
    sample: str | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where and when one may come."""

    name: Text
    address: Text | None
    hours: Text | None
    phone: str
    traffic: Text | None


@dataclass(frozen=True, slots=True)
class FaqView:
    """A common question and its answer."""

    question: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class ItemView:
    """One version of an item: all that the guide shows and the form, permission and flow follow.

    ``articles`` is the setting basis 设定依据 (never other articles cited in parts).
    ``visits`` counts trips to an office 到办事现场次数.
    """

    code: str
    version_id: str
    version: int
    state: VersionState
    basic_code: str | None
    name: Text
    handling_name: Text | None
    summary: Text | None
    item_type: ItemType
    line: str
    agency_code: str
    agency_name: Text
    agency_known: bool
    region: str
    level: UseLevel | None
    body_nature: BodyNature
    co_agencies: Text | None
    audiences: tuple[Audience, ...]
    themes: tuple[str, ...]
    aliases: tuple[str, ...]
    handling: HandlingKind
    statutory: Span | None
    statutory_note: Text | None
    committed: Span | None
    committed_note: Text | None
    handling_forms: tuple[HandlingForm, ...]
    handling_area: HandlingArea
    visits: int
    in_person_reason: Text | None
    in_person_article: ArticleRef | None
    online: bool
    online_depth: tuple[OnlineDepth, ...]
    online_url: str
    mobile_url: str
    posts_materials: bool
    posts_result: bool
    bookable: bool
    self_service: bool
    min_assurance: Assurance
    quantity_limit: Text | None
    conditions: tuple[ConditionView, ...]
    materials: tuple[MaterialView, ...]
    needs: tuple[NeedView, ...]
    situations: tuple[SituationView, ...]
    steps: tuple[StepView, ...]
    results: tuple[ResultView, ...]
    articles: tuple[ArticleRef, ...]
    charged: bool
    fees: tuple[FeeView, ...]
    payment_ways: Text | None
    pays_online: bool
    consult_phone: str
    complaint_phone: str
    places: tuple[PlaceView, ...]
    remedies: tuple[RemedyView, ...]
    rights: Text | None
    faqs: tuple[FaqView, ...]
    form_code: str | None
    decision_table_code: str | None
    certificate_type_code: str | None
    special_procedures: tuple[SpecialProcedureView, ...]
    commitment_allowed: bool
    commitment: Text | None
    no_application: bool
    effective_date: date | None
    cancel_date: date | None

    @property
    def title(self) -> Text:
        """What the guide is headed with: the handling item's own name where it has one."""
        return self.handling_name or self.name

    @property
    def sides(self) -> frozenset[AudienceSide]:
        """Which doors of the portal show it."""
        return frozenset(audience.side for audience in self.audiences)

    def materials_for(self, situation: str | None) -> tuple[MaterialView, ...]:
        """The materials asked in a situation; without one, all that are not optional."""
        for known in self.situations:
            if known.code == situation:
                return tuple(m for m in self.materials if m.code in known.material_codes)
        return tuple(m for m in self.materials if m.necessity is not Necessity.OPTIONAL)

    @property
    def article_refs(self) -> tuple[ArticleRef, ...]:
        """Every article cited anywhere in the item, in order of appearance, once each."""
        parts: list[ArticleRef | None] = [*self.articles, self.in_person_article]
        for group in (self.conditions, self.materials, self.needs, self.fees, self.remedies):
            parts.extend(entry.article for entry in group)
        parts.extend(entry.article for entry in self.special_procedures)
        return tuple(dict.fromkeys(ref for ref in parts if ref is not None))


@dataclass(frozen=True, slots=True)
class BasicItemView:
    """An entry of the basic catalogue 基本目录 with its locked elements."""

    code: str
    name: Text
    item_type: ItemType
    line: str
    articles: tuple[ArticleRef, ...]
    levels: tuple[UseLevel, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """An agency's claim 认领 of a basic item at one level; ``item_code`` is its 实施编码."""

    id: str
    basic_code: str
    agency_code: str
    level: UseLevel
    region: str
    item_code: str
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class VersionView:
    """One line of an item's history."""

    version_id: str
    version: int
    state: VersionState
    effective_date: date | None
    created_at: datetime
    published_at: datetime | None
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: the field, and both values in readable words."""

    field: str
    label: Text
    old: Text
    new: Text


@dataclass(frozen=True, slots=True)
class ItemDiff:
    """What changed between two versions of an item."""

    code: str
    old_version: int
    new_version: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, marked when it matched; templates escape ``text`` as usual."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ItemHit:
    """One search result. ``title`` and ``snippet`` come as segments, never as HTML.

    ``reason`` says why it matched: ``exact``, ``prefix``, ``words``, ``pinyin``, ``synonym``,
    ``body`` or ``some-words``.
    """

    code: str
    version_id: str
    name: Text
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    summary: Text | None
    agency_name: Text
    region: str
    item_type: ItemType
    audiences: tuple[Audience, ...]
    handling: HandlingKind
    committed: Span | None
    visits: int
    online: bool
    no_application: bool
    state: VersionState
    reason: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme or life event 主题 of the portal home; ``count`` published items in the region."""

    code: str
    name: Text
    side: AudienceSide
    life_event: bool
    count: int
    icon: str
