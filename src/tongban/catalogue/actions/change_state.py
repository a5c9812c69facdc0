"""suspend_item, resume_item, cancel_item: take an item out of use, back in, or away for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.catalogue.actions.index_items import index_items
from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.item_view import ItemView
from tongban.catalogue.models import Item
from tongban.catalogue.policies import may_edit
from tongban.catalogue.queries.items import item_by_version
from tongban.catalogue.refusals import EditingNotAllowed, ItemNotFound, StateForbids
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.ledger.api import record

_CURRENT = (VersionState.PUBLISHED, VersionState.SUSPENDED)


def suspend_item(*, actor: Actor, item_code: str, reason: str, now: datetime) -> ItemView:
    """Suspend 挂起 the item in use: its guide stays readable, new cases are refused.

    ``reason`` is one sentence for the record. Refusals: ItemNotFound, EditingNotAllowed,
    StateForbids.
    """
    return _move(
        actor, item_code, reason, now,
        allowed=(VersionState.PUBLISHED,), to=VersionState.SUSPENDED,
        verb=Text.of("挂起", "suspend"), past="suspended",
    )  # fmt: skip


def resume_item(*, actor: Actor, item_code: str, reason: str, now: datetime) -> ItemView:
    """Put a suspended item back into use. Refusals as :func:`suspend_item`."""
    return _move(
        actor, item_code, reason, now,
        allowed=(VersionState.SUSPENDED,), to=VersionState.PUBLISHED,
        verb=Text.of("恢复", "resume"), past="resumed",
    )  # fmt: skip


def cancel_item(*, actor: Actor, item_code: str, reason: str, now: datetime) -> ItemView:
    """Cancel 取消 the item: nobody finds it any more; its versions stay for old cases.

    Refusals as :func:`suspend_item`.
    """
    return _move(
        actor, item_code, reason, now,
        allowed=_CURRENT, to=VersionState.CANCELLED,
        verb=Text.of("取消", "cancel"), past="cancelled",
    )  # fmt: skip


def _move(
    actor: Actor,
    item_code: str,
    reason: str,
    now: datetime,
    *,
    allowed: tuple[VersionState, ...],
    to: VersionState,
    verb: Text,
    past: str,
) -> ItemView:
    with transaction.atomic():
        item = Item.objects.select_for_update().filter(code=item_code).first()
        if item is None:
            raise ItemNotFound(item_code)
        if not may_edit(actor, item.agency_code):
            raise EditingNotAllowed(item.agency_code)
        current = [state.value for state in _CURRENT]
        row = item.versions.filter(state__in=current).order_by("-version").first()
        if row is None:
            raise ItemNotFound(item_code)
        if VersionState(row.state) not in allowed:
            raise StateForbids(item_code, VersionState(row.state).label, verb)
        row.state = to.value
        row.save(update_fields=["state"])
        facts = {"version": row.version, "version_id": row.id}
        record(
            kind=f"catalogue.item_{past}", about=item_code, facts=facts | {"reason": reason},
            actor=actor, now=now,
        )  # fmt: skip
        publish(event=f"catalogue.item_{past}", aggregate=item_code, payload=facts, now=now)
        index_items([item_code])
    return item_by_version(row.id)
