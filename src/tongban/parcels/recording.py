"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.parcels.models import Parcel


def tell(parcel: Parcel, event: str, actor: Actor, now: datetime) -> None:
    """What happened to a parcel: ids, state and waybill; no name, no address."""
    payload = {"parcel": parcel.id, "case": parcel.case_id, "agency": parcel.agency_code}
    facts = {**payload, "courier": parcel.courier, "waybill": parcel.waybill, "state": parcel.state}
    record(
        kind=event.replace("_", "-"),
        about=parcel.id,
        facts=facts,
        actor=actor,
        now=now,
        subject_id=parcel.subject_id,
    )
    publish(event=event, aggregate=parcel.id, payload=payload, now=now)
