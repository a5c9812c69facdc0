"""The item document: everything the catalogue knows of one item, and what a pack writes.

Fields follow the national exchange tables (``up_task_*``) and GB/T 39046-2020 table 4. A draft may
lack most of them (an imported one does); the lints say what publication needs.
"""

from __future__ import annotations

from pydantic import Field

from tongban.catalogue.domain import codes
from tongban.catalogue.domain.fields import Citation, Day, Part, SpanText, Words
from tongban.catalogue.domain.parts import (
    AreaField,
    AudienceField,
    Condition,
    DepthField,
    Faq,
    Fee,
    FieldNeed,
    FormField,
    Intermediary,
    ItemTypeField,
    KindField,
    LevelField,
    Material,
    NatureField,
    Place,
    Remedy,
    Result,
    Situation,
    SpecialProcedure,
    Step,
)


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
    flow: str | None = None
    certificate_type: str | None = None
    commitment_allowed: bool = False
    commitment: Words | None = None
    no_application: bool = False
    # life
    plan_effective_date: Day | None = None
    plan_cancel_date: Day | None = None
    extra: dict[str, str] = Field(default_factory=dict)
