"""One item: as it is in use, or as it was when a case began."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from django.db.models import F

from tongban.catalogue.domain.codes import ItemType, UseLevel, VersionState
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.item_view import ItemView
from tongban.catalogue.domain.listing_views import BasicItemView
from tongban.catalogue.domain.rendering import VersionFacts, item_view
from tongban.catalogue.models import BasicItem, ItemVersion
from tongban.catalogue.policies import may_see_drafts
from tongban.catalogue.refusals import BasicItemNotFound, ItemNotFound, ItemSuspended
from tongban.content.api import standing
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_CURRENT = (VersionState.PUBLISHED.value, VersionState.SUSPENDED.value)
_CACHED_VERSIONS = 2_048
_MOST_OF_AGENCIES = 500


def published_item(code: str) -> ItemView:
    """The version of an item that is in use. Public knowledge: no actor is asked for.

    Kept in memory while it stands. Refusals: ItemNotFound, ItemSuspended.
    """
    view = guide_item(code)
    if view.state is VersionState.SUSPENDED:
        raise ItemSuspended(code)
    return view


@standing
def guide_item(code: str) -> ItemView:
    """Like :func:`published_item`, but a suspended item is shown, with its state.

    Refusals: ItemNotFound.
    """
    row = (
        ItemVersion.objects.filter(item=code, state__in=_CURRENT)
        .order_by("-version")
        .values_list("id", "state")
        .first()
    )
    if row is None:
        raise ItemNotFound(code)
    return _in_state(_version(row[0]), VersionState(row[1]))


@standing
def items_of_agencies(agency_codes: frozenset[str]) -> tuple[ItemView, ...]:
    """Every item in use, not suspended, that these agencies answer for, most used first.

    At most 500, read by one statement and kept in memory while they stand. Public knowledge.
    """
    rows = ItemVersion.objects.select_related("item").filter(
        item__agency_code__in=agency_codes, state=VersionState.PUBLISHED.value
    )
    used_most = F("item__searchrow__popularity").desc(nulls_last=True)
    return tuple(map(_built, rows.order_by(used_most, "item_id")[:_MOST_OF_AGENCIES]))


def item_by_version(version_id: str) -> ItemView:
    """The version a case follows, whatever became of it since; never one that was only drafted.

    Refusals: ItemNotFound.
    """
    state = (
        ItemVersion.objects.filter(id=version_id, published_at__isnull=False)
        .values_list("state", flat=True)
        .first()
    )
    if state is None:
        raise ItemNotFound(version_id)
    return _in_state(_version(version_id), VersionState(state))


def draft_item_view(actor: Actor, code: str) -> ItemView:
    """The newest version of an item, draft or not, for its editors. Refusals: ItemNotFound."""
    row = ItemVersion.objects.select_related("item").filter(item=code).order_by("-version").first()
    if row is None or not may_see_drafts(actor, row.item.agency_code):
        raise ItemNotFound(code)
    return _in_state(_version(row.id), VersionState(row.state))


def basic_item(code: str) -> BasicItemView:
    """An entry of the basic catalogue. Refusals: BasicItemNotFound."""
    row = BasicItem.objects.filter(code=code).first()
    if row is None:
        raise BasicItemNotFound(code)
    document = BasicItemDocument.model_validate(row.document)
    return BasicItemView(
        code=row.code,
        name=document.name,
        item_type=ItemType(row.item_type),
        line=row.line,
        articles=document.basis,
        levels=tuple(UseLevel(level.value) for level in document.levels),
        claims=row.claims.count(),
    )


@lru_cache(maxsize=_CACHED_VERSIONS)
def _version(version_id: str) -> ItemView:
    # Only what a trigger keeps from ever changing may be remembered: state is laid over it.
    return _built(ItemVersion.objects.select_related("item").get(id=version_id))


def _built(row: ItemVersion) -> ItemView:
    facts = VersionFacts(
        version_id=row.id,
        version=row.version,
        state=VersionState(row.state),
        agency_name=Text.from_mapping(row.agency_name or {"zh-Hans": row.item.agency_code}),
        agency_known=row.item.agency_known,
    )
    return item_view(ItemDocument.model_validate(row.document), facts)


def _in_state(view: ItemView, state: VersionState) -> ItemView:
    return view if view.state is state else replace(view, state=state)
