"""Bundles 一件事: the notice, the one form, and where each step stands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from tongban.web.api.schemas.cases import Answer
from tongban.web.api.schemas.items import FormOut, PrefilledOut
from tongban.web.api.schemas.shapes import Code, In, Key, Out, Version, Words


class BundleRowOut(Out):
    """A bundle in a list."""

    code: str
    name: Words
    summary: Words
    side: str
    steps: int
    committed: Words


class BundleStepGuideOut(Out):
    """A step of the notice: its item, what it waits for, when it runs."""

    code: str
    item_code: str
    title: Words
    agency_name: Words
    after: list[Words]
    condition: Words | None


class BundleOut(Out):
    """One notice; ``waves`` are the steps in the order in which they can run."""

    code: str
    version: int
    name: Words
    summary: Words
    lead_name: Words
    committed: Code
    waves: list[list[BundleStepGuideOut]]
    questions: FormOut


class BundleMaterialOut(Out):
    """A material, asked once; ``must_bring`` where it has to be uploaded under ``name``."""

    name: str
    title: Words
    comes_from: Words | None
    must_bring: bool


class BundleFormOut(Out):
    """The one form for the caller: answers go by the names of its fields."""

    form: FormOut
    known: list[PrefilledOut]
    materials: list[BundleMaterialOut]
    fields_of_items: int


class BundleStepOut(Out):
    """A step of a bundle case; ``case_id`` is a case of its own."""

    code: str
    name: Words
    agency_name: Words
    state: Code
    label: Words
    wave: int
    attempt: int
    case_id: str | None
    case_number: str | None
    certificate_ids: list[str]
    needs_you: bool
    resumable: bool
    held_up_by: list[Words]


class BundleCaseOut(Out):
    """One application for a whole bundle; ``due_at`` is the joint clock, in UTC."""

    id: str
    number: str
    bundle_code: str
    name: Words
    state: Code
    steps: list[BundleStepOut]
    submitted_at: datetime
    closed_at: datetime | None
    due_at: datetime
    light: Code
    waits_for_you: bool
    version: int


class BundleCaseRowOut(Out):
    """A line of a list."""

    id: str
    number: str
    name: Words
    state: Code
    done: int
    steps: int
    submitted_at: datetime


class QuestionsIn(In):
    """Answers to the bundle's own questions, by name (``q.…``, ``take.…``)."""

    answers: Annotated[dict[Key, Answer], Field(max_length=100)] = {}


class BundleSubmitIn(In):
    """The one form, with the bundle's own questions; sending is signing, once for every step."""

    statement: Key
    version: Version
    answers: Annotated[dict[Key, Answer], Field(max_length=600)] = {}
    material_blobs: Annotated[dict[Key, Key], Field(max_length=200)] = {}


class BundleVersionIn(In):
    """The version of the bundle case the caller saw."""

    version: Version


class ResumeIn(BundleVersionIn):
    """What replaces what was said before, by the step's own fields and materials."""

    answers: Annotated[dict[Key, Answer], Field(max_length=300)] = {}
    material_blobs: Annotated[dict[Key, Key], Field(max_length=100)] = {}


class BundleDraftIn(In):
    """Answers by merged name; `version` is the one the caller saw, 0 for none, null for any."""

    version: Version | None = None
    answers: Annotated[dict[Key, Answer], Field(max_length=600)] = {}


class BundleDraftOut(Out):
    """A half-filled form and until when it is kept."""

    bundle_code: str
    name: Words
    answers: dict[str, Any]
    version: int
    saved_at: datetime
    expires_at: datetime
