"""Reading parcels."""

from __future__ import annotations

import json

from tongban.identity.api import mask_name
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal_many
from tongban.parcels import policies
from tongban.parcels.domain.way import ParcelState, Report
from tongban.parcels.models import Parcel, ParcelStep
from tongban.parcels.ports import Addressee
from tongban.parcels.views import ParcelView

_MOST = 20


def parcels_of_case(actor: Actor, case_id: str) -> tuple[ParcelView, ...]:
    """The parcels of a case, the newest first, 20 at most; none for who may not see them."""
    rows = Parcel.objects.filter(case_id=case_id).order_by("-asked_at", "id")[:_MOST]
    return tuple(parcel_view(actor, row) for row in rows if policies.may_see(actor, row))


def parcel_view(actor: Actor, row: Parcel) -> ParcelView:
    """A row as this reader may see it."""
    to = addressee_of(row)
    if to is not None and not policies.is_applicant(actor, row.subject_id):
        to = _masked(to)
    steps = ParcelStep.objects.filter(parcel=row).order_by("seq")
    return ParcelView(
        id=row.id,
        case_id=row.case_id,
        state=ParcelState(row.state),
        courier=row.courier,
        waybill=row.waybill,
        to=to,
        steps=tuple(Report(step.seq, ParcelState(step.state), step.at) for step in steps),
        asked_at=row.asked_at,
        handed_over_at=row.handed_over_at,
        ended_at=row.ended_at,
    )


def addressee_of(row: Parcel) -> Addressee | None:
    """To whom it goes; None once forgotten."""
    (opened,) = unseal_many([(row.subject_id, bytes(row.sealed))])
    return None if opened is None else Addressee(*json.loads(opened))


def _masked(to: Addressee) -> Addressee:
    """The clerk packs what the label says: the label is printed by the courier, not read here."""
    return Addressee(
        mask_name(to.name), f"{to.phone[:3]}****{to.phone[-2:]}", f"{to.address[:6]}******"
    )
