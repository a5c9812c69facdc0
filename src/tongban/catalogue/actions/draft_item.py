"""draft_item: write a new version of an item; nobody but its editors sees it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.catalogue.actions.index_items import index_items
from tongban.catalogue.adapters.surroundings import agency_name_of
from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.digest import stored_form
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.inherit import inherit
from tongban.catalogue.domain.listing_views import VersionView
from tongban.catalogue.models import BasicItem, Claim, Item, ItemVersion
from tongban.catalogue.policies import may_edit
from tongban.catalogue.queries.versions import version_view
from tongban.catalogue.refusals import (
    BasicItemNotFound,
    EditingNotAllowed,
    ItemNotClaimed,
    VersionStale,
)
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.kernel.ids import new_id
from tongban.ledger.api import record

_AGENCY, _IMPLEMENTING = 18, 31
_OPEN = (VersionState.DRAFT.value, VersionState.IN_REVIEW.value)


def draft_item(
    *,
    actor: Actor,
    document: ItemDocument,
    now: datetime,
    expected_version: int | None = None,
) -> VersionView:
    """Store ``document`` as the item's next version, a draft that replaces any earlier draft.

    Locked elements left out are taken from the basic item. A document equal to the newest version
    changes nothing and gives that version. ``expected_version`` is the version the editor opened.
    Refusals: EditingNotAllowed, BasicItemNotFound, ItemNotClaimed, VersionStale.
    """
    agency_code = document.agency or document.code[:_AGENCY]
    if not may_edit(actor, agency_code):
        raise EditingNotAllowed(agency_code)
    with transaction.atomic():
        whole = _completed(document.model_copy(update={"agency": agency_code}))
        item, _ = Item.objects.select_for_update().get_or_create(
            code=whole.code, defaults=_columns(whole)
        )
        if expected_version is not None and expected_version != item.latest_version:
            raise VersionStale(item.code, item.latest_version)
        stored = stored_form(whole)
        digest = digest_of(stored)
        if item.latest_digest == digest:
            standing = item.versions.get(version=item.latest_version)
            if standing.state not in (VersionState.CANCELLED.value, VersionState.SUPERSEDED.value):
                return version_view(standing)
        return _next_version(actor, item, whole, stored, digest, now)


def _completed(document: ItemDocument) -> ItemDocument:
    """With the locked elements of its basic item and the region of its claim."""
    if document.basic is None:
        return document
    basic = BasicItem.objects.filter(code=document.basic).first()
    if basic is None:
        raise BasicItemNotFound(document.basic)
    claim = Claim.objects.filter(item_code=document.code[:_IMPLEMENTING]).first()
    if claim is None:
        raise ItemNotClaimed(document.code)
    whole = inherit(document, BasicItemDocument.model_validate(basic.document))
    return whole if whole.region else whole.model_copy(update={"region": claim.region})


def _columns(document: ItemDocument) -> dict[str, object]:
    return {
        "basic_code": document.basic or "",
        "agency_code": document.agency,
        "agency_known": agency_name_of(document.agency) is not None,
        "region": document.region,
        "level": document.level.value if document.level else "",
    }


def _next_version(
    actor: Actor,
    item: Item,
    document: ItemDocument,
    stored: dict[str, object],
    digest: str,
    now: datetime,
) -> VersionView:
    item.versions.filter(state__in=_OPEN).update(state=VersionState.SUPERSEDED.value)
    for column, value in _columns(document).items():
        setattr(item, column, value)
    item.latest_version += 1
    item.latest_digest = digest
    item.save()
    name = agency_name_of(document.agency) or document.agency_name
    row = ItemVersion.objects.create(
        id=new_id("itemv"),
        item=item,
        version=item.latest_version,
        state=VersionState.DRAFT.value,
        document=stored,
        digest=digest,
        agency_name=name.to_mapping() if name else {},
        plan_effective_date=document.plan_effective_date,
        plan_cancel_date=document.plan_cancel_date,
        created_at=now,
    )
    facts = {"version": row.version, "version_id": row.id, "digest": digest}
    record(kind="catalogue.item_drafted", about=item.code, facts=facts, actor=actor, now=now)
    publish(event="catalogue.item_drafted", aggregate=item.code, payload=facts, now=now)
    index_items([item.code])
    return version_view(row)
