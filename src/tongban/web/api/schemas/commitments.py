"""Promises 告知承诺 and credit records, in JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from tongban.web.api.schemas.shapes import Code, Given, In, Out, Words


class TermsOut(Out):
    """What is promised for a service, and what follows from untruth."""

    code: str
    version: int
    name: Words
    item_code: str
    situation: str
    promised: list[Words]
    consequences: Words
    check_within: Code
    correct_within: Code
    article: Code


class OfferOut(Out):
    """What a service says to the caller about promising: the terms, or why not."""

    terms: TermsOut | None
    barred: Words | None
    excluded: Words | None


class HappeningOut(Out):
    """One line of a story; `by` is a post, never a person."""

    title: Words
    at: datetime
    by: str
    words: str


class PromiseOut(Out):
    """A promise as its holder and the officers of its agency see it."""

    id: str
    case_id: str
    case_number: str
    item_code: str
    terms: TermsOut
    state: Code
    made_at: datetime
    check_by: datetime | None
    correct_by: datetime | None
    late: bool
    story: list[HappeningOut]
    verbs: list[Code]


class PromiseRowOut(Out):
    """A promise that waits for a check."""

    id: str
    case_number: str
    item_code: str
    holder: str
    state: Code
    due: datetime | None
    late: bool


class FindingIn(In):
    """What a check found, with reasons."""

    finding: Literal["found-kept", "found-wanting", "found-false"]
    words: Given


class CorrectedIn(In):
    """What the holder put right."""

    words: Given


class PublicRecordOut(Out):
    """A firm's standing record on the public list."""

    name: str
    number: str
    kind: Words
    item_code: str
    recorded_on: date
    last_day: date


class PromiseCountOut(Out):
    """How the promises of one service came out so far."""

    item_code: str
    made: int
    open: int
    kept: int
    correcting: int
    revoked: int
    late: int


class CreditKindOut(Out):
    """A kind of credit record."""

    code: str
    name: Words
    article: Code


class CreditOut(Out):
    """A credit record as its subject, or an officer with reason, sees it; `holds`: it bars."""

    id: str
    number: str
    kind: CreditKindOut
    holder: str
    agency: Words
    item_code: str
    case_id: str
    state: Code
    recorded_at: datetime
    repair_from: date
    last_day: date
    holds: bool
    may_repair: bool
    story: list[HappeningOut]
    verbs: list[Code]


class LookOut(Out):
    """Which body looked at one's records, for which case, when."""

    agency: Words
    case_number: str
    at: datetime


class ObjectionIn(In):
    """Why a record is wrong."""

    words: Given


class AnswerIn(In):
    """Whether the objection is right, and why; a right one withdraws the record."""

    right: bool
    words: Given
