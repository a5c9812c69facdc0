"""Intermediary services 中介服务: read, commission, carry out, rate."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from tongban.intermediaries.api import (
    CommissionView,
    DeliveryView,
    InstitutionView,
    ServiceView,
    accept_commission,
    commission_by_lot,
    commission_service,
    commissions_of_case,
    decline_commission,
    deliver_commission,
    deliveries_for,
    institutions,
    my_commissions,
    rate_institution,
    services,
    stop_clock_for,
    withdraw_commission,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.routes.cases import IdempotencyKey
from tongban.web.api.schemas.intermediaries import (
    CommissionIn,
    CommissionOut,
    CommissionPauseIn,
    CommissionResultIn,
    DeliveryOut,
    InstitutionLotIn,
    InstitutionOut,
    IntermediaryServiceOut,
)
from tongban.web.api.schemas.projects import StarsIn

router = Router(tags=["intermediaries"])


@router.get("/services", response=list[IntermediaryServiceOut], summary="Intermediary services")
def listed(request: HttpRequest) -> tuple[ServiceView, ...]:
    """For everybody: each names the law for which it may be asked for."""
    del request
    return services()


@router.get(
    "/services/{code}/institutions", response=list[InstitutionOut], summary="Who offers a service"
)
def offering(request: HttpRequest, code: str) -> tuple[InstitutionView, ...]:
    """For everybody, by name, with times kept and ratings."""
    del request
    return institutions(code, timezone.now())


@router.get("/commissions", response=list[CommissionOut], summary="Commissions of the caller")
def commissions(request: HttpRequest, case_id: str = "") -> tuple[CommissionView, ...]:
    """As a client and as an institution; with `case_id` those of a case the caller may see."""
    actor, now = signed_in(request), timezone.now()
    return commissions_of_case(actor, case_id, now) if case_id else my_commissions(actor, now)


@router.get("/deliveries", response=list[DeliveryOut], summary="Delivered for an item")
def delivered(request: HttpRequest, item_code: str) -> tuple[DeliveryView, ...]:
    """For the caller's own application: `blob_id` goes into its `material_blobs` by `material`.

    Also where it is put right, where what was promised follows, and where a helped errand is
    confirmed.
    """
    return deliveries_for(signed_in(request), item_code)


@router.post("/commissions", response={201: CommissionOut}, summary="Commission a service")
def ask(request: HttpRequest, given: CommissionIn, idempotency_key: IdempotencyKey) -> Status:
    """Of an institution of the client's own choice; officers are refused."""
    made = commission_service(
        actor=signed_in(request), service_code=given.service_code,
        institution_id=given.institution_id, case_id=given.case_id, brief=given.brief,
        token=idempotency_key, now=timezone.now(),
    )  # fmt: skip
    return Status(201, made)


@router.post("/lots", response={201: CommissionOut}, summary="Draw an institution by lot")
def draw(request: HttpRequest, given: InstitutionLotIn, idempotency_key: IdempotencyKey) -> Status:
    """By the agency of the case, where it pays; seed and list are kept."""
    made = commission_by_lot(
        actor=signed_in(request), service_code=given.service_code, case_id=given.case_id,
        brief=given.brief, token=idempotency_key, now=timezone.now(),
    )  # fmt: skip
    return Status(201, made)


@router.post("/commissions/{commission_id}/acceptance", response=CommissionOut, summary="Take on")
def accept(request: HttpRequest, commission_id: str) -> CommissionView:
    """By the institution; its published time counts from now."""
    return accept_commission(
        actor=signed_in(request), commission_id=commission_id, now=timezone.now()
    )


@router.post("/commissions/{commission_id}/refusal", response=CommissionOut, summary="Decline")
def decline(request: HttpRequest, commission_id: str) -> CommissionView:
    """By the institution; the client may ask another."""
    return decline_commission(
        actor=signed_in(request), commission_id=commission_id, now=timezone.now()
    )


@router.post("/commissions/{commission_id}/withdrawal", response=CommissionOut, summary="Take back")
def withdraw(request: HttpRequest, commission_id: str) -> CommissionView:
    """By the client, while nobody has taken it on."""
    return withdraw_commission(
        actor=signed_in(request), commission_id=commission_id, now=timezone.now()
    )


@router.post("/commissions/{commission_id}/delivery", response=CommissionOut, summary="Deliver")
def deliver(request: HttpRequest, commission_id: str, given: CommissionResultIn) -> CommissionView:
    """By the institution: a file it uploaded; its SHA-256 is kept."""
    return deliver_commission(
        actor=signed_in(request), commission_id=commission_id, blob_id=given.blob_id,
        now=timezone.now(),
    )  # fmt: skip


@router.post("/commissions/{commission_id}/rating", response=CommissionOut, summary="Rate")
def rate(request: HttpRequest, commission_id: str, given: StarsIn) -> CommissionView:
    """By the client, once; only counts are published."""
    return rate_institution(
        actor=signed_in(request), commission_id=commission_id, stars=given.stars,
        now=timezone.now(),
    )  # fmt: skip


@router.post("/commissions/{commission_id}/pause", response=CommissionOut, summary="Stop the clock")
def pause(request: HttpRequest, commission_id: str, given: CommissionPauseIn) -> CommissionView:
    """By an officer of the case, only where the law lets its clock stand still."""
    return stop_clock_for(
        actor=signed_in(request), commission_id=commission_id, expected_version=given.version,
        now=timezone.now(),
    )  # fmt: skip
