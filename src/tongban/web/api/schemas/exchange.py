"""Shared data 数据共享: resources, who looked, what is contested."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words


class ResourceOut(Out):
    """A data resource as published; ``fields`` are data elements."""

    code: str
    version: int
    name: Words
    summary: Words
    provider_code: str
    fields: list[str]
    sharing: Code
    conditions: Words | None
    basis: Code | None
    channel: Code
    openness: Code
    update_cycle: Code


class AcrossOut(Out):
    """Which other platform a look was shared with, whether it asked us, whose register it was."""

    platform: Words
    asked: bool
    holder: Words


class LookOut(Out):
    """One look: who, whose register, which fields, why, by which article.

    ``provider_code`` is empty when the platform asked several registers at once. ``both_sides``:
    both ends sent their evidence. ``sealed_until``: the law kept it from the person until then.
    """

    id: str
    at: datetime
    via: Code
    consumer_code: str
    provider_code: str
    item_code: str
    case_ref: str
    article: Code | None
    fields: list[str]
    questions: list[str]
    acting: str
    outcome: str
    both_sides: bool
    sealed_until: datetime | None
    delay_article: Code | None
    across: AcrossOut | None


class LookPageOut(Out):
    """Looks, newest first."""

    items: list[LookOut]
    next_cursor: str | None


class DayProofOut(Out):
    """That a node's log of one day is here without a gap: entries [first, end) of ``size``."""

    node: str
    agency_code: str
    day: date
    first: int
    end: int
    leaves: int
    size: int
    checkpoint: str
    log_key: str


class AskedOut(Out):
    """A request or a grant: who asks whom, what, for what, by which article."""

    id: str
    resource_code: str
    provider_code: str
    consumer_code: str
    item_code: str
    purpose: str
    article: Code
    fields: list[str]


class ConsentIn(In):
    """Which grant the caller agrees to."""

    grant_id: Annotated[Key, Field(max_length=100)]


class ConsentOut(Out):
    """A consent given, or wanted (``id`` empty): to which grant, until when at most.

    ``across`` says who answers where that is an agency of another platform.
    """

    id: str
    grant: AskedOut
    state: Code
    given_at: datetime | None
    valid_until: datetime
    withdrawn_at: datetime | None
    across: AcrossOut | None


class CrossGrantIn(In):
    """Whom a provider lets ask what; ``article`` as ``statute/article@version``."""

    platform: Key
    consumer_node: Key
    item_code: Annotated[Key, Field(max_length=60)]
    purpose: Key
    article: Annotated[Given, Field(max_length=120)]
    resource_code: Annotated[Key, Field(max_length=40)]
    fields: Annotated[list[Key], Field(min_length=1, max_length=256)]
    term_days: Annotated[int, Field(ge=1, le=3660)] | None = None


class CrossGrantOut(Out):
    """A grant across platforms, ``given`` by us or told by ``platform``."""

    id: str
    given: bool
    platform: str
    provider_node: str
    consumer_node: str
    provider_name: Words
    resource_code: str
    resource_name: Words
    item_code: str
    purpose: str
    article: Code
    fields: list[str]
    valid_until: datetime
    revoked_at: datetime | None
    revoked_reason: str


class AskAcrossIn(In):
    """Which of our items asks for which resource of which platform; the rest is by definition."""

    platform: Key
    resource_code: Annotated[Key, Field(max_length=40)]
    item_code: Annotated[Key, Field(max_length=60)]


class GrantedIn(In):
    """The fields given, of those asked for; ``version`` is the one seen."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    fields: Annotated[list[Key], Field(min_length=1, max_length=256)]
    term_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    reason: Annotated[str, Field(max_length=2000)] = ""


class ReasonIn(In):
    """Why a step is taken; ``version`` is the one seen."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    reason: Given


class RefusedIn(ReasonIn):
    """Why, and by which article in force; ``version`` is the one seen."""

    article: Annotated[Given, Field(max_length=120)]


class CrossRequestOut(Out):
    """A request across platforms, ``received`` from ``platform`` or asked of it."""

    id: str
    received: bool
    platform: str
    platform_name: Words
    consumer_name: Words
    consumer_node: str
    provider_name: Words
    resource_code: str
    resource_name: Words
    item_code: str
    item_name: Words
    purpose: str
    article: Code
    fields: list[str]
    state: Code
    due_at: datetime | None
    filed_at: datetime
    received_at: datetime | None
    overdue: bool
    version: int
    possible: list[Code]


class AskableOut(Out):
    """What an item of ours uses and another platform offers."""

    platform: str
    platform_name: Words
    resource_code: str
    resource_name: Words
    agency_name: Words
    item_code: str
    item_name: Words
    article: Code
    fields: list[str]


class RevocationIn(In):
    """Why a grant ends."""

    reason: Given


class OtherResourceOut(Out):
    """A data resource another platform may grant."""

    platform: str
    platform_name: Words
    code: str
    name: Words
    agency_name: Words
    fields: list[str]


class LackOut(Out):
    """A message of one call that the node ``has`` keeps and ``lacks`` does not, ``times`` over."""

    lacks: str
    has: str
    kind: Code
    call: str
    digest: str
    times: int


class CorrectionIn(In):
    """Which value is wrong and how; ``token`` makes a repeat harmless."""

    element_id: Key
    words: Given
    token: Annotated[Key, Field(max_length=40)]
    look_id: Annotated[Given, Field(max_length=32)] = ""


class CorrectionOut(Out):
    """A contested value and what came of it."""

    id: str
    element_id: str
    source_code: str
    state: Code
    words: str
    answer: str
    filed_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
