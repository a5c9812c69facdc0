"""Lists, histories, differences and search results of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongban.catalogue.domain.codes import (
    Audience,
    AudienceSide,
    HandlingKind,
    ItemType,
    UseLevel,
    VersionState,
)
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class BasicItemView:
    """An entry of the basic catalogue 基本目录 with its locked elements."""

    code: str
    name: Text
    item_type: ItemType
    line: str
    articles: tuple[ArticleRef, ...]
    levels: tuple[UseLevel, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """An agency's claim 认领 of a basic item at one level; ``item_code`` is its 实施编码."""

    id: str
    basic_code: str
    agency_code: str
    level: UseLevel
    region: str
    item_code: str
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class VersionView:
    """One line of an item's history."""

    version_id: str
    version: int
    state: VersionState
    effective_date: date | None
    created_at: datetime
    published_at: datetime | None
    digest: str


@dataclass(frozen=True, slots=True)
class OpenVersionView:
    """A version that is not in use yet: a draft, or one in review."""

    code: str
    version: int
    state: VersionState
    name: Text
    agency_name: Text
    agency_known: bool
    region: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: the field, and both values in readable words."""

    field: str
    label: Text
    old: Text
    new: Text


@dataclass(frozen=True, slots=True)
class ItemDiff:
    """What changed between two versions of an item."""

    code: str
    old_version: int
    new_version: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, marked when it matched; templates escape ``text`` as usual."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ItemHit:
    """One search result. ``title`` and ``snippet`` come as segments, never as HTML.

    ``reason`` says why it matched: ``exact``, ``prefix``, ``words``, ``pinyin``, ``synonym``,
    ``body`` or ``some-words``.
    """

    code: str
    version_id: str
    name: Text
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    summary: Text | None
    agency_name: Text
    region: str
    item_type: ItemType
    audiences: tuple[Audience, ...]
    handling: HandlingKind
    committed: Span | None
    visits: int
    online: bool
    no_application: bool
    state: VersionState
    reason: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme or life event 主题 of the portal home; ``count`` published items in the region."""

    code: str
    name: Text
    side: AudienceSide
    life_event: bool
    count: int
    icon: str
