"""Items 事项, guides and forms."""

from __future__ import annotations

from datetime import date, datetime

from tongban.web.api.schemas.shapes import Code, Out, Words


class HitOut(Out):
    """A search result."""

    code: str
    version_id: str
    name: Words
    summary: Words | None
    agency_name: Words
    region: str
    item_type: Code
    handling: Code
    committed: Code | None
    visits: int
    online: bool
    reason: str


class HitPageOut(Out):
    """Some results; ask on with ``cursor=next_cursor``."""

    items: list[HitOut]
    next_cursor: str | None
    total: int | None


class ConditionOut(Out):
    """A condition and its article."""

    text: Words
    article: Code | None


class MaterialOut(Out):
    """A material; ``already_held`` means it need not be brought."""

    code: str
    name: Words
    necessity: Code
    already_held: bool
    source_code: str | None
    satisfied_by: str | None
    fallback: Words | None
    article: Code | None


class SituationOut(Out):
    """A situation 情形 and what it asks for."""

    code: str
    name: Words
    material_codes: list[str]


class FeeOut(Out):
    """A fee line."""

    name: Words
    standard: Words
    amount: Code | None
    currency: str
    article: Code | None


class ProcedureOut(Out):
    """A special procedure 特别程序."""

    kind: Code
    name: Words
    article: Code | None
    max_span: Code | None


class RemedyOut(Out):
    """Where to contest the result."""

    kind: Code
    body: Words
    article: Code | None
    phone: str


class ItemOut(Out):
    """A published item 实施清单: what the guide shows."""

    code: str
    version_id: str
    version: int
    basic_code: str | None
    title: Words
    summary: Words | None
    item_type: Code
    agency_code: str
    agency_name: Words
    region: str
    audiences: list[Code]
    handling: Code
    statutory: Code | None
    committed: Code | None
    visits: int
    in_person_reason: Words | None
    online: bool
    min_assurance: int
    conditions: list[ConditionOut]
    materials: list[MaterialOut]
    situations: list[SituationOut]
    articles: list[Code]
    fees: list[FeeOut]
    remedies: list[RemedyOut]
    special_procedures: list[ProcedureOut]
    form_code: str | None
    certificate_type_code: str | None
    commitment_allowed: bool
    no_application: bool


class OptionOut(Out):
    """One choice of a field."""

    value: str
    label: Words


class ShownWhenOut(Out):
    """When a field is asked."""

    field: str
    is_in: list[str]


class FieldOut(Out):
    """One question of a form."""

    name: str
    element_id: str | None
    label: Words
    kind: Code
    required: bool
    options: list[OptionOut]
    hint: Words | None
    editable: bool
    shown_when: ShownWhenOut | None
    subject_role: Code
    filled_by: Code
    max_length: int
    minimum: str | None
    maximum: str | None


class SectionOut(Out):
    """A titled run of fields."""

    title: Words
    fields: list[FieldOut]


class FormOut(Out):
    """A form as published."""

    code: str
    version: int
    version_id: str
    title: Words
    sections: list[SectionOut]


class PrefilledOut(Out):
    """What a source already knows for a field; ``silent`` when it did not answer.

    ``unheard``: it may know, but is away or has not agreed to share it; ``reason`` says so.
    """

    name: str
    value: str | int | bool | None
    source_name: Words | None
    as_of: datetime | date | None
    silent: bool
    locked: bool
    unheard: bool
    reason: Words | None
