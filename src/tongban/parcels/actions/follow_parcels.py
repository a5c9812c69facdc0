"""Follow parcels 跟踪寄递: ask couriers what became of them; a delivered one ends the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tongban.cases.api import DeliveryWay, record_delivery
from tongban.kernel.actor import Actor
from tongban.parcels import events
from tongban.parcels.domain.way import ParcelState, news, standing
from tongban.parcels.models import Parcel, ParcelStep
from tongban.parcels.ports import CourierUnreachable, courier_named
from tongban.parcels.recording import tell

_BATCH = 100
_ASK_AFTER = timedelta(minutes=5)
_PLATFORM = Actor.system("parcels")
_TOLD = {
    ParcelState.DELIVERED: events.PARCEL_DELIVERED,
    ParcelState.RETURNED: events.PARCEL_RETURNED,
}


def follow_parcels(now: datetime) -> int:
    """Ask about parcels nobody was asked about for five minutes, those longest not asked about
    first, 100 a turn; how many moved."""
    waiting = Parcel.objects.filter(
        ended_at__isnull=True, waybill__gt="", looked_at__lte=now - _ASK_AFTER
    )
    ids = list(waiting.order_by("looked_at", "id").values_list("id", flat=True)[:_BATCH])
    return sum(follow_parcel(parcel_id, now) for parcel_id in ids)


def follow_parcel(parcel_id: str, now: datetime) -> bool:
    """Ask the courier about one parcel; whether it moved. A silent courier is asked again later."""
    row = Parcel.objects.get(id=parcel_id)
    Parcel.objects.filter(id=row.id).update(looked_at=now)
    if not row.waybill:
        return False
    try:
        reports = courier_named(row.courier).track(row.waybill)
    except CourierUnreachable:
        return False
    with transaction.atomic():
        row = Parcel.objects.select_for_update().get(id=parcel_id)
        known = ParcelStep.objects.filter(parcel=row).order_by("seq").values_list("seq", flat=True)
        fresh = news(known, reports)
        state, last = ParcelState(row.state), row.last_seq
        for one in fresh:
            ParcelStep.objects.create(parcel=row, seq=one.seq, state=one.state.value, at=one.at)
            state, last = standing(state, last, one)
        if row.ended_at is not None or last == row.last_seq:
            return False  # a word after the end is kept as a step, and ends nothing a second time
        row.state, row.last_seq = state.value, last
        row.ended_at = now if state.is_over else None
        row.save(update_fields=["state", "last_seq", "ended_at"])
        tell(row, _TOLD.get(state, events.PARCEL_MOVED), _PLATFORM, now)
        if state is ParcelState.DELIVERED:
            proof = f"{row.courier} {row.waybill}"
            record_delivery(case_id=row.case_id, way=DeliveryWay.POST, proof=proof, now=now)
    return True
