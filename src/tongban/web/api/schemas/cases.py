"""Cases 办件 and the verbs on them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Version, Words

Answer = Given | bool | int | None


class PauseOut(Out):
    """A special procedure during which the clock stood still."""

    kind: Code
    name: Words
    article: Code | None
    planned: str
    started_at: datetime
    ended_at: datetime | None


class ClockOut(Out):
    """The clocks of a case, in UTC."""

    light: Code
    due_at: datetime | None
    statutory_due_at: datetime | None
    tell_by: datetime | None
    paused: bool
    spans: list[PauseOut]


class StepOut(Out):
    """A line of the timeline."""

    at: datetime
    kind: str
    title: Words
    detail: Words
    by: Words


class PartyOut(Out):
    """Who is in the case; masked for readers who need not know."""

    role: Code
    name: str


class MaterialGivenOut(Out):
    """How a material came."""

    code: str
    name: Words
    way: Code


class DefectOut(Out):
    """One thing to put right."""

    target: str
    message: Words
    article: Code | None


class ReasonOut(Out):
    """Why the rules said so."""

    text: Words
    article: Code | None


class ReceiptOut(Out):
    """What the rules decided, to be replayed."""

    outcome: Code
    reasons: list[ReasonOut]
    table_code: str
    table_version: int
    table_digest: str
    engine_version: str


class StatementOut(Out):
    """The declaration that is agreed to when an application is signed."""

    code: str
    words: Words


class SignatureOut(Out):
    """The applicant's signature; ``valid`` is told to officers, for whom it is checked."""

    signed_at: datetime
    signer: str
    principal: str
    proof: Words
    statement: Words
    corrected_since: bool
    valid: bool | None
    reason: Words | None


class CaseOut(Out):
    """A case as the caller may see it; ``available`` names the verbs open to the caller."""

    id: str
    number: str
    query_code: str
    title: Words
    item_code: str
    item_version: int
    state: Code
    steps: list[StepOut]
    clock: ClockOut
    parties: list[PartyOut]
    answers: dict[str, Any]
    materials: list[MaterialGivenOut]
    receipt: ReceiptOut | None
    certificate_ids: list[str]
    available: list[str]
    version: int
    situation: str | None
    agency_code: str
    agency_name: Words
    region: str
    submitted_at: datetime
    defects: list[DefectOut]
    remedies: Words | None
    signature: SignatureOut | None


class RowOut(Out):
    """A line of a list."""

    id: str
    number: str
    title: Words
    item_code: str
    state: Code
    applicant: str
    region: str
    agency_code: str
    submitted_at: datetime
    due_at: datetime | None
    light: Code
    claimed_by_me: bool
    claimed_by_other: bool
    version: int


class RowPageOut(Out):
    """Some lines; ask on with ``cursor=next_cursor``."""

    items: list[RowOut]
    next_cursor: str | None
    total: int | None


class FindIn(In):
    """Words, an item, or both; ``since`` and ``until`` bound the moment of applying."""

    words: Annotated[str, Field(max_length=60)] = ""
    item_code: Annotated[str, Field(max_length=50)] = ""
    since: datetime | None = None
    until: datetime | None = None


class FoundOut(Out):
    """The newest cases that fit, at most 50."""

    items: list[RowOut]


class TrackOut(Out):
    """What number and query code open: progress, nobody's data."""

    number: str
    title: Words
    state: Code
    steps: list[StepOut]
    clock: ClockOut
    agency_name: Words


class SubmitIn(In):
    """An application. ``item_version`` is the one whose guide was read.

    ``statement`` is the code of the declaration the applicant agreed to: sending is signing.
    """

    statement: Key
    item_code: Key
    item_version: Version
    answers: Annotated[dict[Key, Answer], Field(max_length=300)] = {}
    material_blobs: Annotated[dict[Key, Key], Field(max_length=100)] = {}
    situation: Key | None = None


class VersionIn(In):
    """The version of the case the caller saw."""

    version: Version


class SupplyIn(VersionIn):
    """What was put right."""

    answers: Annotated[dict[Key, Answer], Field(max_length=300)] = {}
    material_blobs: Annotated[dict[Key, Key], Field(max_length=100)] = {}


class PromisedIn(VersionIn):
    """What was promised and has come, blobs by material code."""

    material_blobs: Annotated[dict[Key, Key], Field(max_length=100)]


class DefectIn(In):
    """One defect: ``target`` is a material code or a field name."""

    target: Key
    message: Given
    article: Key | None = None


class CorrectionIn(VersionIn):
    """Every defect, at once."""

    defects: Annotated[list[DefectIn], Field(max_length=200)]


class RefuseIn(VersionIn):
    """Why the application is not taken in."""

    reason: Given
    articles: Annotated[list[Key], Field(max_length=50)]


class StartProcedureIn(VersionIn):
    """A special procedure the item allows, its planned length (``15 working-days``) and why."""

    procedure: Key
    planned: Annotated[str, Field(max_length=30)]
    reason: Given


class EndProcedureIn(VersionIn):
    """What the special procedure found."""

    result: Given


class OpinionIn(VersionIn):
    """An opinion for the one who decides."""

    opinion: Given


class DecideIn(VersionIn):
    """The decision, its reasons and its articles."""

    approve: bool
    opinion: Given
    articles: Annotated[list[Key], Field(max_length=50)] = []
