"""Helpers, errands and the acts on them, in JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.cases import Answer
from tongban.web.api.schemas.items import FormOut
from tongban.web.api.schemas.reception import PresentedIn
from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Version, Words


class AskIn(In):
    """Ask a helper to do one thing; `until` is the last day of the mandate, two weeks when null."""

    helper_id: Key
    item_code: Key
    purpose: Given
    until: date | None = None


class ConfirmIn(In):
    """The resident's yes to what was prepared; `answers` are their own, by field name.

    So are `material_blobs`, by material: they go before the files the helper attached.
    """

    version: Version
    item_version: Version
    answers: dict[str, Given | bool | int | None] = Field(default_factory=dict, max_length=200)
    material_blobs: Annotated[dict[Key, Key], Field(max_length=100)] = {}
    statement: Key


class CallBackIn(In):
    """What the resident answered when an officer called back."""

    agreed: bool


class HelperOut(Out):
    """A helper, in public; `area` is the division code of the village."""

    id: str
    name: str
    agency_code: str
    area: str
    station: Words
    phone: str
    valid_from: date
    valid_until: date


class ErrandOut(Out):
    """An errand as its resident sees it."""

    id: str
    helper: HelperOut
    item_code: str
    village: str
    purpose: str | None
    way: Code | None
    state: Code
    asked_at: datetime
    ends_on: date
    expired: bool
    mandate_id: str | None
    case_id: str | None
    version: int


class StandingOut(Out):
    """Where an errand stands after a step."""

    state: Code


class DutyOut(Out):
    """An errand as its helper sees it: the person masked. `lack` says why nothing may be done."""

    id: str
    person: str
    number: str
    item_code: str
    village: str
    purpose: str | None
    way: Code | None
    state: Code
    asked_at: datetime
    ends_on: date
    lack: Code | None
    case_number: str
    case_closed: bool


class SheetOut(Out):
    """A file kept for a material of an errand."""

    blob_id: str
    filename: str


class PreparedOut(Out):
    """What was typed and attached so far, by field name and material code."""

    answers: dict[str, Answer]
    situation: str | None
    sheets: dict[str, SheetOut]


class DutyWorkOut(Out):
    """An errand opened to work on: `form` asks only what no source answers, null without one."""

    duty: DutyOut
    form: FormOut | None
    prepared: PreparedOut | None


class PrepareIn(In):
    """Answers by field name, `sheets` the ids of files kept for the errand, by material code."""

    answers: Annotated[dict[Key, Answer], Field(max_length=300)] = {}
    situation: Key | None = None
    sheets: Annotated[dict[Key, Key], Field(max_length=100)] = {}


class SignedIn(PresentedIn):
    """Who signed, from their card; `answers` are what they said to questions left open."""

    item_version: Version
    answers: Annotated[dict[Key, Answer], Field(max_length=300)] = {}
    statement: Key


class ActOut(Out):
    """One act on an errand, from the evidence log; `by` is the helper's name, else empty."""

    at: datetime
    step: Code
    errand_id: str
    item_code: str
    mandate_id: str | None
    by: str
    by_officer: bool
    leaf_id: str
