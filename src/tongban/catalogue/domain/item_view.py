"""What the catalogue hands out: frozen values, everything a guide shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.catalogue.domain.codes import (
    Audience,
    AudienceSide,
    BodyNature,
    HandlingArea,
    HandlingForm,
    HandlingKind,
    ItemType,
    Necessity,
    OnlineDepth,
    UseLevel,
    VersionState,
)
from tongban.catalogue.domain.part_views import (
    ConditionView,
    FaqView,
    FeeView,
    MaterialView,
    NeedView,
    PlaceView,
    RemedyView,
    ResultView,
    SituationView,
    SpecialProcedureView,
    StepView,
)
from tongban.kernel.actor import Assurance
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


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
    flow_code: str | None
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
