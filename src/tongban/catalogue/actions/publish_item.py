"""publish_item: put a draft into use, once no lint objects."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.catalogue.actions.index_items import index_items
from tongban.catalogue.adapters.surroundings import surroundings_of, today_at
from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.item_view import ItemView
from tongban.catalogue.domain.lints import Severity, lint_item
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.policies import may_edit
from tongban.catalogue.queries.items import item_by_version
from tongban.catalogue.refusals import (
    EditingNotAllowed,
    EffectiveDateAhead,
    ItemHasProblems,
    ItemNotFound,
    NothingToPublish,
)
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record

_OPEN = (VersionState.DRAFT.value, VersionState.IN_REVIEW.value)
_CURRENT = (VersionState.PUBLISHED.value, VersionState.SUSPENDED.value)


def publish_item(
    *, actor: Actor, item_code: str, now: datetime, version: int | None = None
) -> ItemView:
    """Publish the item's draft (``version`` when given, else the open one); gives what is in use.

    Every lint runs against the published tables; all errors are listed at once. The version in
    use until now becomes superseded and stays readable for the cases that follow it. Publishing
    what is already in use changes nothing. Refusals: ItemNotFound, EditingNotAllowed,
    NothingToPublish, EffectiveDateAhead, ItemHasProblems. Source: 716 Art 4, 722 Art 43-44.
    """
    with transaction.atomic():
        item = Item.objects.select_for_update().filter(code=item_code).first()
        if item is None:
            raise ItemNotFound(item_code)
        if not may_edit(actor, item.agency_code):
            raise EditingNotAllowed(item.agency_code)
        row = _draft(item, version)
        if row.state == VersionState.PUBLISHED.value:
            return item_by_version(row.id)
        if row.plan_effective_date and row.plan_effective_date > today_at(now):
            raise EffectiveDateAhead(item_code, row.plan_effective_date)
        _refuse_faults(item_code, row, now)
        item.versions.filter(state__in=_CURRENT).update(state=VersionState.SUPERSEDED.value)
        row.state = VersionState.PUBLISHED.value
        row.published_at = now
        row.save(update_fields=["state", "published_at"])
        facts = {"version": row.version, "version_id": row.id, "digest": row.digest}
        record(kind="catalogue.item_published", about=item_code, facts=facts, actor=actor, now=now)
        publish(event="catalogue.item_published", aggregate=item_code, payload=facts, now=now)
        index_items([item_code])
    return item_by_version(row.id)


def _draft(item: Item, version: int | None) -> ItemVersion:
    wanted = item.latest_version if version is None else version
    row = item.versions.filter(version=wanted).first()
    if row is None or row.state not in (*_OPEN, VersionState.PUBLISHED.value):
        raise NothingToPublish(item.code)
    return row


def _refuse_faults(item_code: str, row: ItemVersion, now: datetime) -> None:
    document = ItemDocument.model_validate(row.document)
    findings = lint_item(document, surroundings_of(document, now))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise ItemHasProblems(item_code, errors)
