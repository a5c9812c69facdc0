"""Sharing one's certificates: lend, copy, show, and see every use."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from tongban.certificates.api import (
    Borrower,
    BorrowerKind,
    CertificateView,
    CopyView,
    FormVerdict,
    FormWish,
    LendingView,
    PresentationView,
    ShownFields,
    StatusEntry,
    UseView,
    check_signed_form,
    copies_of,
    lend_certificate,
    lendings_given,
    lendings_received,
    make_copy,
    open_presentation,
    read_lent,
    revoke_lending,
    show_fields,
    status_history,
    uses_of,
    withdraw_copy,
)
from tongban.kernel.page import Page
from tongban.web.api.auth import caller, signed_in
from tongban.web.api.schemas.certificates import (
    BorrowedOut,
    CopyIn,
    CopyOut,
    FormVerdictOut,
    LendIn,
    LendingOut,
    LendingsOut,
    LookIn,
    PresentationOut,
    ShowIn,
    ShownOut,
    SignedFormIn,
    StatusEntryOut,
    UsePageOut,
)
from tongban.web.plumbing.public_address import public_address

router = Router(tags=["certificates"])
Cursor = Annotated[str | None, Query(max_length=60)]


@router.get("/lendings", response=LendingsOut, summary="What the caller lent and was lent")
def lendings(request: HttpRequest) -> dict[str, tuple[LendingView, ...]]:
    """Of the caller, or of whom the caller acts for."""
    actor, now = signed_in(request), timezone.now()
    return {"given": lendings_given(actor, now), "received": lendings_received(actor, now)}


@router.post("/lendings/{lending_id}/revocation", response=LendingOut, summary="End a lending")
def end(request: HttpRequest, lending_id: str) -> LendingView:
    """At once: every use asks again."""
    return revoke_lending(actor=signed_in(request), lending_id=lending_id, now=timezone.now())


@router.post("/lendings/{lending_id}/look", response=BorrowedOut, summary="Read what was lent")
def look(request: HttpRequest, lending_id: str) -> CertificateView:
    """The lent fields only. Each look is a use and is told to the lender."""
    return read_lent(actor=signed_in(request), lending_id=lending_id, now=timezone.now())


@router.post("/copies/{copy_id}/withdrawal", response=CopyOut, summary="Withdraw a copy")
def withdraw(request: HttpRequest, copy_id: str) -> CopyView:
    """From now on it verifies as withdrawn."""
    return withdraw_copy(actor=signed_in(request), copy_id=copy_id, now=timezone.now())


@router.post("/shown/{token}", response=ShownOut, summary="Look at what a holder shows")
def shown(request: HttpRequest, token: str, given: LookIn) -> ShownFields:
    """Needs no sign-in; the first viewer is the audience, others are refused."""
    return open_presentation(
        actor=caller(request),
        token=token,
        viewer=given.viewer,
        now=timezone.now(),
        wish=FormWish(public_address(request), given.suite, given.audience, given.nonce),
    )


@router.post("/signed-forms/check", response=FormVerdictOut, summary="Check a signed form")
def check(request: HttpRequest, given: SignedFormIn) -> FormVerdict:
    """Signature, time and present status, for whoever does not verify with the published keys.

    Needs no sign-in.
    """
    issuer = public_address(request)
    return check_signed_form(given.signed, issuer, timezone.now(), given.audience, given.nonce)


@router.get("/{certificate_id}/uses", response=UsePageOut, summary="Who used a certificate")
def uses(request: HttpRequest, certificate_id: str, cursor: Cursor = None) -> Page[UseView]:
    """Every use, newest first."""
    return uses_of(signed_in(request), certificate_id, cursor)


@router.get("/{certificate_id}/history", response=list[StatusEntryOut], summary="Its history")
def history(request: HttpRequest, certificate_id: str) -> tuple[StatusEntry, ...]:
    """Every change of status, in the order it was recorded."""
    return status_history(signed_in(request), certificate_id)


@router.get("/{certificate_id}/copies", response=list[CopyOut], summary="Its annotated copies")
def copies(request: HttpRequest, certificate_id: str) -> tuple[CopyView, ...]:
    """Newest first, ended ones too."""
    return copies_of(signed_in(request), certificate_id, timezone.now())


@router.post("/{certificate_id}/copies", response={201: CopyOut}, summary="Make an annotated copy")
def copy(request: HttpRequest, certificate_id: str, given: CopyIn) -> Status:
    """For one use: purpose, user, last day."""
    made = make_copy(
        actor=signed_in(request),
        certificate_id=certificate_id,
        purpose=given.purpose,
        user=given.user,
        valid_until=given.valid_until,
        now=timezone.now(),
    )
    return Status(201, made)


@router.post("/{certificate_id}/lendings", response={201: LendingOut}, summary="Lend it")
def lend(request: HttpRequest, certificate_id: str, given: LendIn) -> Status:
    """Chosen fields, to one party, for a purpose and a term."""
    lent = lend_certificate(
        actor=signed_in(request),
        certificate_id=certificate_id,
        borrower=Borrower(BorrowerKind(given.borrower_kind), given.number, given.name),
        fields=given.fields,
        purpose=given.purpose,
        valid_until=given.valid_until,
        now=timezone.now(),
    )
    return Status(201, lent)


@router.post(
    "/{certificate_id}/presentations", response={201: PresentationOut}, summary="Show fields"
)
def show(request: HttpRequest, certificate_id: str, given: ShowIn) -> Status:
    """A code for one audience and some minutes: ``PresentationView.token`` goes into its QR."""
    made: PresentationView = show_fields(
        actor=signed_in(request),
        certificate_id=certificate_id,
        fields=given.fields,
        audience=given.audience,
        now=timezone.now(),
        lasts=timedelta(minutes=given.minutes),
    )
    return Status(201, made)
