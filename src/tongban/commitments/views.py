"""What the outside sees of promises and credit records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongban.commitments.domain.credit import CreditState, CreditStep
from tongban.commitments.domain.steps import PromiseState, PromiseStep
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ToldPoint:
    """One thing that is told before promising 告知内容, with its article."""

    text: Text
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class TermsView:
    """The promise 告知承诺书 of a service: what is told, promised, and what follows from untruth.

    ``situation`` is the item's situation that is the promise. ``barring`` are data elements that,
    when true, bar from promising; ``confirming`` the (element, value) pairs that confirm it.
    """

    code: str
    version: int
    name: Text
    item_code: str
    situation: str
    told: tuple[ToldPoint, ...]
    promised: tuple[Text, ...]
    consequences: Text
    check_within: Span
    correct_within: Span
    barring: tuple[str, ...]
    confirming: tuple[tuple[str, str], ...]
    kind_code: str
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class ExcludedView:
    """Services for which no promise may stand in 不适用告知承诺, and why."""

    field: Text
    item_codes: tuple[str, ...]
    reason: Text
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class CreditKindView:
    """A kind of credit record 信用记录种类: its law, how long it stands, how it is repaired.

    ``published``: firms' records of this kind are on the public list; persons' never are.
    """

    code: str
    name: Text
    article: ArticleRef
    stands_for: Span
    repair_after: Span
    repair_item: str
    repair_bundle: str
    published: bool


@dataclass(frozen=True, slots=True)
class OfferView:
    """What a service says to somebody about promising: the terms, or why not.

    ``terms`` None when the service offers none; ``barred`` tells why this subject may not choose
    it, ``excluded`` why nobody may.
    """

    terms: TermsView | None
    barred: Text | None = None
    excluded: Text | None = None


@dataclass(frozen=True, slots=True)
class HappeningView:
    """One line of the story: what, when, by whom (a post, never a person), the words said."""

    title: Text
    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise as its holder and the officers of its agency see it.

    ``verbs`` are open to this reader. ``holder`` is a firm's name, else empty for officers.
    """

    id: str
    case_id: str
    case_number: str
    item_code: str
    holder: str
    terms: TermsView
    state: PromiseState
    made_at: datetime
    check_by: datetime | None
    correct_by: datetime | None
    late: bool
    story: tuple[HappeningView, ...]
    verbs: tuple[PromiseStep, ...]
    version: int


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A line of the desk's list."""

    id: str
    case_number: str
    item_code: str
    holder: str
    state: PromiseState
    due: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class CreditView:
    """A credit record as its subject, or an officer with reason, sees it.

    ``holds``: it still bars and is published. ``verbs`` are open to this reader.
    """

    id: str
    number: str
    kind: CreditKindView
    holder: str
    agency: Text
    item_code: str
    case_id: str
    state: CreditState
    recorded_at: datetime
    repair_from: date
    last_day: date
    holds: bool
    may_repair: bool
    story: tuple[HappeningView, ...]
    verbs: tuple[CreditStep, ...]


@dataclass(frozen=True, slots=True)
class LookView:
    """Who looked at one's records: the agency, for which case, when."""

    agency: Text
    case_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A firm's standing record on the public list."""

    name: str
    number: str
    kind: Text
    item_code: str
    recorded_on: date
    last_day: date


@dataclass(frozen=True, slots=True)
class PromiseCount:
    """How the promises of one service came out so far."""

    item_code: str
    made: int
    open: int
    kept: int
    correcting: int
    revoked: int
    late: int
