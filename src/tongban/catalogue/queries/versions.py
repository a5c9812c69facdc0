"""Versions of an item: history and differences."""

from __future__ import annotations

from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.difference import differences
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.listing_views import ItemDiff, VersionView
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.policies import may_see_drafts
from tongban.catalogue.refusals import ItemNotFound
from tongban.kernel.actor import Actor


def version_view(row: ItemVersion) -> VersionView:
    """One line of history."""
    return VersionView(
        version_id=row.id,
        version=row.version,
        state=VersionState(row.state),
        effective_date=row.plan_effective_date,
        created_at=row.created_at,
        published_at=row.published_at,
        digest=row.digest,
    )


def item_history(code: str, actor: Actor | None = None) -> tuple[VersionView, ...]:
    """Versions of an item, newest first: those that were ever in use; for its editors, all.

    Refusals: ItemNotFound.
    """
    item = Item.objects.filter(code=code).first()
    if item is None:
        raise ItemNotFound(code)
    rows = item.versions.order_by("-version")
    if actor is None or not may_see_drafts(actor, item.agency_code):
        rows = rows.exclude(published_at=None)
    return tuple(version_view(row) for row in rows)


def item_diff(code: str, old: int, new: int, actor: Actor | None = None) -> ItemDiff:
    """What changed from version ``old`` to ``new``, field by field, in both languages.

    Drafts are compared for their editors only. Refusals: ItemNotFound.
    """
    before, after = _document(code, old, actor), _document(code, new, actor)
    return ItemDiff(code, old, new, tuple(differences(before, after)))


def _document(code: str, version: int, actor: Actor | None) -> ItemDocument:
    row = ItemVersion.objects.select_related("item").filter(item=code, version=version).first()
    if row is None:
        raise ItemNotFound(f"{code}@{version}")
    hidden = row.published_at is None
    if hidden and (actor is None or not may_see_drafts(actor, row.item.agency_code)):
        raise ItemNotFound(f"{code}@{version}")
    return ItemDocument.model_validate(row.document)
