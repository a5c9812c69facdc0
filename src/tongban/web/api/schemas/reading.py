"""What anybody, and whoever has an inbox, may read beside cases: figures, policies, messages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator

from tongban.web.api.schemas.shapes import Code, Out, Words

Number = Annotated[str | None, BeforeValidator(lambda value: None if value is None else str(value))]
"""An exact number as text; null where there is none."""


class IndicatorOut(Out):
    """A definition: `above` divided by `below`."""

    code: str
    name: Words
    above: Words
    below: Words
    source: Words
    basis: Code
    unit: Code
    goal: Number
    more_is_better: bool


class FigureOut(Out):
    """A value; null where too few cases stand behind it."""

    value: Number
    behind: int
    met: bool | None


class FigureViewOut(Out):
    """An indicator with its value."""

    indicator: IndicatorOut
    figure: FigureOut


class ClimateOut(Out):
    """Every indicator of the cases closed in a window of local days."""

    since: date
    until: date
    closed: int
    figures: list[FigureViewOut]


class PartOut(Out):
    """An indicator for one item or region."""

    key: str
    above: str
    below: int
    figure: FigureOut


class SectionOut(Out):
    """A part of a policy's text."""

    heading: Words
    text: Words


class PublicPolicyOut(Out):
    """A policy as published."""

    code: str
    version: int
    title: Words
    summary: Words
    sections: list[SectionOut]
    issuer_code: str
    basis: Code
    side: Code
    valid_from: date
    valid_until: date | None
    item_code: str
    benefit_code: str


class UsedFactOut(Out):
    """A fact that made a policy fit, and the register that said it."""

    element_id: str
    value: Any
    source_code: str
    as_of: date | None
    says: Words


class SuggestionOut(Out):
    """A policy that fits the caller, with every fact that was used."""

    policy: PublicPolicyOut
    facts: list[UsedFactOut]
    found_at: datetime


class MatchedOut(Out):
    """How many policies fit now."""

    found: int


class MessageOut(Out):
    """A message; of a document `served_at` is when it was served electronically."""

    id: str
    title: Words
    body: Words
    link: str
    told_at: datetime
    opened_at: datetime | None
    is_document: bool
    served_at: datetime | None


class MessagePageOut(Out):
    """A page of messages, newest first."""

    items: list[MessageOut]
    next_cursor: str | None
