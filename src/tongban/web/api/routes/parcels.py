"""Results by post 邮寄送达: ask, send, follow."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from tongban.parcels.api import (
    COURIER,
    Addressee,
    ParcelView,
    ask_for_post,
    parcels_of_case,
    send_parcel,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.parcels import AddresseeIn, ParcelOut

router = Router(tags=["parcels"])


@router.get("/of/{case_id}", response=list[ParcelOut], summary="The parcels of a case")
def of_case(request: HttpRequest, case_id: str) -> tuple[ParcelView, ...]:
    """Newest first, for the applicant and the deciding agency; empty for everybody else."""
    return parcels_of_case(signed_in(request), case_id)


@router.post("/of/{case_id}", response={201: ParcelOut}, summary="Have a result sent by post")
def ask(request: HttpRequest, case_id: str, given: AddresseeIn) -> Status:
    """Of a granted case, by its applicant; asked again before it is sent, the address changes."""
    made = ask_for_post(
        actor=signed_in(request),
        case_id=case_id,
        to=Addressee(given.name, given.phone, given.address),
        courier=COURIER,
        now=timezone.now(),
    )
    return Status(201, made)


@router.post("/{parcel_id}/sending", response=ParcelOut, summary="Give it to the courier")
def send(request: HttpRequest, parcel_id: str) -> ParcelView:
    """By an officer of the deciding agency; sent twice it is sent once."""
    return send_parcel(actor=signed_in(request), parcel_id=parcel_id, now=timezone.now())
