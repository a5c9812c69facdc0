"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor
from tongban.parcels.models import Parcel


def tell(parcel: Parcel, event: str, actor: Actor, now: datetime) -> None:
    """What happened to a parcel: ids, state and waybill; no name, no address."""
    payload = {"parcel": parcel.id, "case": parcel.case_id, "agency": parcel.agency_code}
    facts = {**payload, "courier": parcel.courier, "waybill": parcel.waybill, "state": parcel.state}
    publish_recorded(
        event=event,
        aggregate=parcel.id,
        payload=payload,
        facts=facts,
        actor=actor,
        subject_id=parcel.subject_id,
        now=now,
    )
