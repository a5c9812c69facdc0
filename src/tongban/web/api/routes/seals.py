"""E-seals: those one keeps, each use, two-person uses, and stopping a seal."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.kernel.page import Page
from tongban.seals.api import (
    Purpose,
    SealUseView,
    SealView,
    Standing,
    UseRequestView,
    approve_use,
    decline_use,
    firm_seals,
    request_use,
    requests_waiting,
    restore_seal,
    revoke_seal,
    seal,
    seal_uses,
    seals_kept,
    suspend_seal,
    use_seal,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.reading import read, read_articles
from tongban.web.api.schemas.seals import (
    DeclineIn,
    SealOut,
    SealRequestOut,
    SealUseOut,
    SealUsePageOut,
    StandingIn,
    UseIn,
)

router = Router(tags=["seals"])
_VERBS = {
    Standing.SUSPENDED: suspend_seal,
    Standing.IN_FORCE: restore_seal,
    Standing.REVOKED: revoke_seal,
}


@router.get("", response=list[SealOut], summary="The seals the caller keeps")
def kept(request: HttpRequest) -> tuple[SealView, ...]:
    """Of the agencies an officer keeps seals for, or of the firm the caller acts for."""
    actor = signed_in(request)
    return seals_kept(actor) if actor.posts else firm_seals(actor, timezone.now())


@router.get("/requests", response=list[SealRequestOut], summary="Two-person uses that wait")
def waiting(request: HttpRequest) -> tuple[UseRequestView, ...]:
    """For the seals the caller keeps, the oldest first."""
    return requests_waiting(signed_in(request), timezone.now())


@router.post("/requests/{request_id}/approval", response=SealUseOut, summary="Approve and seal")
def approve(request: HttpRequest, request_id: str) -> SealUseView:
    """By another keeper than the one who asked; everything is checked again."""
    return approve_use(actor=signed_in(request), request_id=request_id, now=timezone.now())


@router.post("/requests/{request_id}/decline", response=SealRequestOut, summary="Decline")
def decline(request: HttpRequest, request_id: str, given: DeclineIn) -> UseRequestView:
    """Nothing is sealed."""
    return decline_use(
        actor=signed_in(request), request_id=request_id, reason=given.reason, now=timezone.now()
    )


@router.get("/{seal_id}", response=SealOut, summary="One seal")
def one(request: HttpRequest, seal_id: str) -> SealView:
    """For its keepers and overseers."""
    return seal(signed_in(request), seal_id, timezone.now())


@router.get("/{seal_id}/uses", response=SealUsePageOut, summary="What it was put on")
def uses(
    request: HttpRequest,
    seal_id: str,
    day: Annotated[date | None, Query()] = None,
    document: Annotated[str, Query(max_length=120)] = "",
    cursor: Annotated[str | None, Query(max_length=60)] = None,
) -> Page[SealUseView]:
    """Newest first; on a civil day, of one document."""
    return seal_uses(
        signed_in(request),
        seal_id,
        timezone.now(),
        day=day,
        document_id=document.replace("\0", ""),
        cursor=cursor.replace("\0", "") if cursor else None,
    )


@router.post("/{seal_id}/uses", response=SealUseOut, summary="Put the seal on a digest")
def use(request: HttpRequest, seal_id: str, given: UseIn) -> SealUseView:
    """The 32 bytes of the digest are signed with SM2. Sent again, it gives the first signature."""
    return use_seal(
        actor=signed_in(request),
        seal_id=seal_id,
        content=bytes.fromhex(given.digest),
        purpose=read(Purpose.parse, given.purpose, "purpose"),
        document_id=given.document_id,
        now=timezone.now(),
    )


@router.post("/{seal_id}/requests", response=SealRequestOut, summary="Ask for a two-person use")
def ask(request: HttpRequest, seal_id: str, given: UseIn) -> UseRequestView:
    """Another keeper must approve it. Asked again, it gives the same request."""
    return request_use(
        actor=signed_in(request),
        seal_id=seal_id,
        content=bytes.fromhex(given.digest),
        purpose=read(Purpose.parse, given.purpose, "purpose"),
        document_id=given.document_id,
        now=timezone.now(),
    )


@router.post("/{seal_id}/standing", response=SealOut, summary="Suspend, restore or revoke it")
def change(request: HttpRequest, seal_id: str, given: StandingIn) -> SealView:
    """In force with the next use; every use that has not committed is refused."""
    wanted = read(Standing, given.standing, "standing")
    (article,) = read_articles([given.article])
    return _VERBS[wanted](
        actor=signed_in(request),
        seal_id=seal_id,
        article=article,
        reason=given.reason,
        now=timezone.now(),
    )
