"""Requests across platforms: what others ask of our agencies, and ours of them."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from tongban.exchange.api import (
    AskableView,
    CrossRequestView,
    ask_across,
    askable_across,
    cross_requests,
    extend_across,
    grant_requested_across,
    refuse_across,
    withdraw_across,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.exchange import (
    AskableOut,
    AskAcrossIn,
    CrossRequestOut,
    GrantedIn,
    ReasonIn,
    RefusedIn,
)
from tongban.web.api.schemas.shapes import Key
from tongban.web.api.share_steps import granting, refusing, take_step

router = Router(tags=["exchange"])


@router.get("/requests", response=list[CrossRequestOut], summary="Requests across platforms")
def listed(request: HttpRequest, waiting: bool = True) -> tuple[CrossRequestView, ...]:
    """Received and asked, of the caller's agencies; those that wait, else those settled."""
    return cross_requests(signed_in(request), timezone.now(), waiting=waiting)


@router.get("/askable", response=list[AskableOut], summary="What may be asked of others")
def askable(request: HttpRequest) -> tuple[AskableView, ...]:
    """What items of the caller's agencies use by definition and other platforms offer."""
    return askable_across(signed_in(request), timezone.now())


@router.post("/requests", response={201: list[CrossRequestOut]}, summary="Ask another platform")
def ask(request: HttpRequest, given: AskAcrossIn) -> Status:
    """Ask for what the item uses; it travels with our next snapshot."""
    made = ask_across(
        actor=signed_in(request), platform=given.platform, resource_code=given.resource_code,
        item_code=given.item_code, now=timezone.now(),
    )  # fmt: skip
    return Status(201, made)


@router.post("/requests/{request_id}/grant", response=CrossRequestOut, summary="Grant")
def grant(request: HttpRequest, request_id: Key, given: GrantedIn) -> CrossRequestView:
    """For the provider's steward; the grant travels with our next snapshot."""
    return granting(grant_requested_across, request, request_id, given)


@router.post("/requests/{request_id}/refusal", response=CrossRequestOut, summary="Refuse")
def refuse(request: HttpRequest, request_id: Key, given: RefusedIn) -> CrossRequestView:
    """For the provider's steward, with an article in force here."""
    return refusing(refuse_across, request, request_id, given)


@router.post("/requests/{request_id}/extension", response=CrossRequestOut, summary="Take longer")
def extend(request: HttpRequest, request_id: Key, given: ReasonIn) -> CrossRequestView:
    """For the provider's steward, once and before the term has run out."""
    return take_step(extend_across, request, request_id, given)


@router.post("/requests/{request_id}/withdrawal", response=CrossRequestOut, summary="Ask no longer")
def withdraw(request: HttpRequest, request_id: Key, given: ReasonIn) -> CrossRequestView:
    """For who asked; the other platform sees it with our next snapshot."""
    return take_step(withdraw_across, request, request_id, given)
