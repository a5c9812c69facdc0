"""Bring places and outlines in line with a published release of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.places import events, policies
from tongban.places.models import Area, Place
from tongban.places.refusals import NotAtThisPlace
from tongban.places.schema import AreaEntry, PlaceEntry


def publish_places(
    *, actor: Actor, entries: Sequence[PlaceEntry], release: str, now: datetime
) -> tuple[str, ...]:
    """Write the places of a release; returns the codes that changed.

    A place no longer written is withdrawn; its appointments stay and can be cancelled. Doing it
    again changes nothing. Refuses: NotAtThisPlace (neither service nor operator).
    """
    wanted = {entry.code: (entry.region, entry.model_dump(mode="json")) for entry in entries}
    with transaction.atomic():
        known = {row.code: row for row in Place.objects.select_for_update().order_by("code")}
        changed = [code for code in sorted(wanted) if _put(known.get(code), code, wanted[code])]
        gone = [code for code, row in known.items() if code not in wanted and not row.withdrawn]
        Place.objects.filter(code__in=gone).update(withdrawn=True)
        _tell(actor, [*changed, *gone], "places.published", release, now)
    return (*changed, *gone)


def publish_areas(
    *, actor: Actor, entries: Sequence[AreaEntry], release: str, now: datetime
) -> None:
    """Write the outlines of a release; those no longer written go.

    Refuses: NotAtThisPlace (neither service nor operator).
    """
    wanted = {entry.region: entry.model_dump(mode="json") for entry in entries}
    with transaction.atomic():
        known = dict(Area.objects.order_by("region").values_list("region", "document"))
        changed = sorted(r for r in known.keys() | wanted.keys() if known.get(r) != wanted.get(r))
        Area.objects.filter(region__in=changed).delete()
        Area.objects.bulk_create(
            Area(region=region, document=wanted[region]) for region in changed if region in wanted
        )
        _tell(actor, changed, "places.areas-published", release, now)


def _put(row: Place | None, code: str, wanted: tuple[str, dict[str, object]]) -> bool:
    region, document = wanted
    if row is not None and row.document == document and not row.withdrawn:
        return False
    Place(code=code, region=region, document=document).save()
    return True


def _tell(actor: Actor, changed: Sequence[str], kind: str, release: str, now: datetime) -> None:
    if not policies.may_publish(actor):
        raise NotAtThisPlace
    if changed:
        facts = {"places": list(changed)}
        record(kind=kind, about=release, facts=facts, actor=actor, now=now)
        publish(event=events.PLACES_PUBLISHED, aggregate=release, payload=facts, now=now)
