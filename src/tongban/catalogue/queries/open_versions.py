"""What waits for an editor: versions not yet in use, and what the lints say of one."""

from __future__ import annotations

from datetime import datetime

from tongban.catalogue.adapters.surroundings import surroundings_of
from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints import Finding, lint_item
from tongban.catalogue.domain.listing_views import OpenVersionView
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.policies import may_see_drafts
from tongban.catalogue.queries.search import read_cursor
from tongban.catalogue.refusals import ItemNotFound
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.text import Text

_OPEN = (VersionState.DRAFT.value, VersionState.IN_REVIEW.value)


def open_versions(
    actor: Actor, *, cursor: str | None = None, size: int = 50
) -> Page[OpenVersionView]:
    """Drafts and versions in review, newest first: an editor's own agencies, else all.

    Empty for those who may see no drafts. Refusals: CursorUnreadable.
    """
    offset = read_cursor(cursor)
    size = max(1, min(size, MAX_PAGE_SIZE))
    if not may_see_drafts(actor):
        return Page(())
    rows = ItemVersion.objects.select_related("item").filter(state__in=_OPEN)
    if not (actor.has_duty(Duty.OPERATOR) or actor.has_duty(Duty.SUPERVISOR)):
        own = {p.agency_code for p in actor.posts if Duty.CATALOGUE_EDITOR in p.duties}
        rows = rows.filter(item__agency_code__in=sorted(own))
    found = list(rows.order_by("-created_at", "id")[offset : offset + size + 1])
    more = str(offset + size) if len(found) > size else None
    return Page(tuple(map(_view, found[:size])), more)


def draft_findings(actor: Actor, code: str, now: datetime) -> tuple[Finding, ...]:
    """What every lint says of the newest version of an item, as publishing it now would.

    For those who may see its drafts. Refusals: ItemNotFound.
    """
    row = ItemVersion.objects.select_related("item").filter(item=code).order_by("-version").first()
    if row is None or not may_see_drafts(actor, row.item.agency_code):
        raise ItemNotFound(code)
    document = ItemDocument.model_validate(row.document)
    return tuple(lint_item(document, surroundings_of(document, now)))


def _view(row: ItemVersion) -> OpenVersionView:
    document = ItemDocument.model_validate(row.document)
    return OpenVersionView(
        code=row.item_id,
        version=row.version,
        state=VersionState(row.state),
        name=document.name or Text.from_mapping({"zh-Hans": row.item_id}),
        agency_name=Text.from_mapping(row.agency_name or {"zh-Hans": row.item.agency_code}),
        agency_known=row.item.agency_known,
        region=row.item.region,
        created_at=row.created_at,
    )
