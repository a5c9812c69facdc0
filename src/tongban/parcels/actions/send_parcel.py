"""Give a result to the courier 交寄: an officer packs it, the outbox orders the courier."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.parcels import events, policies
from tongban.parcels.domain.way import ParcelState
from tongban.parcels.models import Parcel
from tongban.parcels.ports import courier_named
from tongban.parcels.queries import addressee_of, parcel_view
from tongban.parcels.recording import tell
from tongban.parcels.refusals import NotYourParcel, ParcelNotFound, PostNotPossible
from tongban.parcels.views import ParcelView


def send_parcel(*, actor: Actor, parcel_id: str, now: datetime) -> ParcelView:
    """The result is packed and handed over; sent twice it is sent once.

    Refuses ParcelNotFound, NotYourParcel, PostNotPossible (it is over).
    """
    with transaction.atomic():
        row = Parcel.objects.select_for_update().filter(id=parcel_id).order_by("id").first()
        if row is None:
            raise ParcelNotFound
        if not policies.may_send(actor, row):
            raise NotYourParcel
        state = ParcelState(row.state)
        if state.is_over:
            raise PostNotPossible
        if state is ParcelState.ASKED:
            row.state, row.handed_over_at = ParcelState.HANDED_OVER.value, now
            row.save(update_fields=["state", "handed_over_at"])
            tell(row, events.PARCEL_HANDED_OVER, actor, now)
    return parcel_view(actor, row)


def order_courier(parcel_id: str, now: datetime) -> None:
    """From the outbox: the courier takes it on and gives a waybill number.

    CourierUnreachable is tried again; the courier knows the parcel's id, so twice is once. A parcel
    whose addressee was forgotten meanwhile is not ordered.
    """
    row = Parcel.objects.get(id=parcel_id)
    to = addressee_of(row)
    if row.waybill or to is None:
        return
    waybill = courier_named(row.courier).take(row.id, to, now)
    Parcel.objects.filter(id=row.id, waybill="").update(waybill=waybill, looked_at=now)
