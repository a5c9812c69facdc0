"""What follows by itself: originals by courier, and the end when there is nothing to bring back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.agencies.api import agency
from tongban.cases.api import CaseState, case
from tongban.catalogue.api import published_item
from tongban.kernel.actor import Actor
from tongban.parcels.api import Addressee, CourierUnreachable, ParcelState, courier_named
from tongban.places.api import place
from tongban.relays.domain.duty_log import End, EntryKind
from tongban.relays.domain.standing import ReturnWay
from tongban.relays.models import Relay, RelayEntry
from tongban.relays.writing import Line, enter, log_of, stored

_PLATFORM = Actor.system("relays")
_BATCH = 100


def end_when_closed(case_id: str, now: datetime) -> None:
    """The case closed: with nothing to bring back the duty ends, at whichever end it is."""
    with transaction.atomic():
        row = Relay.objects.select_for_update().filter(case_id=case_id).order_by("id").first()
        if row is None or row.ended_at is not None:
            return
        withdrawn = case(_PLATFORM, case_id, now).state is CaseState.WITHDRAWN
        if not withdrawn and ReturnWay(row.return_way) is ReturnWay.AT_WINDOW:
            return
        holder = log_of(stored(row)).holder or End.HOME
        enter(row, (Line(EntryKind.ENDED, holder),), actor=_PLATFORM, post=None, now=now)


def order_courier(relay_id: str, leg: int, now: datetime) -> None:
    """From the outbox: originals go by courier to the other end; CourierUnreachable is tried again.

    The courier knows the relay and its leg, so twice is once.
    """
    rows = RelayEntry.objects.select_related("relay")
    kind = EntryKind.SENT.value
    entry = rows.filter(relay_id=relay_id, leg=leg, kind=kind).order_by("id").first()
    if entry is None or not entry.courier or entry.waybill:
        return
    to = _addressee(entry.relay, End(entry.end).other)
    waybill = courier_named(entry.courier).take(f"{relay_id}-{leg}", to, now)
    RelayEntry.objects.filter(id=entry.id).update(
        waybill=waybill, way=ParcelState.HANDED_OVER.value
    )


def follow_originals(now: datetime) -> int:
    """Ask couriers where originals are, the longest under way first, 100 a turn; how many moved."""
    del now
    waiting = RelayEntry.objects.exclude(courier="").exclude(way=ParcelState.DELIVERED.value)
    moved = 0
    for entry in waiting.exclude(waybill="").order_by("at", "id")[:_BATCH]:
        try:
            reports = courier_named(entry.courier).track(entry.waybill)
        except CourierUnreachable:
            continue
        way = max(reports, key=lambda one: one.seq).state.value if reports else entry.way
        if way != entry.way:
            moved += RelayEntry.objects.filter(id=entry.id, way=entry.way).update(way=way)
    return moved


def _addressee(row: Relay, end: End) -> Addressee:
    if end is End.COLLECTOR:
        here = place(row.place_code)
        return Addressee(here.name.zh, here.phone, here.address.zh)
    window = next(iter(published_item(row.item_code).places), None)
    name = agency(row.home_agency).name.zh
    address = window.address.zh if window and window.address else name
    return Addressee(name, window.phone if window else "", address)
