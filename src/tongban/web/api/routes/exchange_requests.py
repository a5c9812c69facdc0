"""Requests for data within the platform, their grants, and contested values, for stewards."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.exchange.api import (
    CorrectionView,
    GrantedView,
    GrantView,
    RequestView,
    answer_correction,
    corrections_waiting,
    dispute_request,
    extend_reply,
    grant_request,
    granted,
    grants,
    open_correction,
    refuse_request,
    request_queue,
    revoke_grant,
    rule_on_dispute,
    withdraw_request,
)
from tongban.exchange.api import request as share_request
from tongban.kernel.page import Page
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.exchange import (
    CorrectionOut,
    GrantedIn,
    ReasonIn,
    RefusedIn,
    RevocationIn,
)
from tongban.web.api.schemas.exchange_requests import (
    FindingIn,
    GrantedOut,
    GrantOut,
    GrantPageOut,
    RequestOut,
    RequestPageOut,
    RulingIn,
)
from tongban.web.api.schemas.shapes import Key
from tongban.web.api.share_steps import granting, refusing, take_step

router = Router(tags=["exchange"])
Cursor = Annotated[str | None, Query(max_length=60)]
ResourceCode = Annotated[str | None, Query(max_length=40)]


@router.get("/requests", response=RequestPageOut, summary="Requests for data")
def listed(request: HttpRequest, waiting: bool = True, cursor: Cursor = None) -> Page[RequestView]:
    """Of the caller's agencies: those that wait, due first, else those settled, newest first."""
    return request_queue(signed_in(request), timezone.now(), waiting=waiting, cursor=cursor)


@router.get("/requests/{request_id}", response=RequestOut, summary="One request")
def one(request: HttpRequest, request_id: Key) -> RequestView:
    """What is asked, why, by which article, and which steps the caller may take now."""
    return share_request(signed_in(request), request_id, timezone.now())


@router.post("/requests/{request_id}/grant", response=RequestOut, summary="Grant")
def grant(request: HttpRequest, request_id: Key, given: GrantedIn) -> RequestView:
    """For the provider's steward; the nodes are told within seconds."""
    return granting(grant_request, request, request_id, given)


@router.post("/requests/{request_id}/refusal", response=RequestOut, summary="Refuse")
def refuse(request: HttpRequest, request_id: Key, given: RefusedIn) -> RequestView:
    """For the provider's steward, with an article in force today."""
    return refusing(refuse_request, request, request_id, given)


@router.post("/requests/{request_id}/extension", response=RequestOut, summary="Take longer")
def extend(request: HttpRequest, request_id: Key, given: ReasonIn) -> RequestView:
    """For the provider's steward, once and before the term has run out."""
    return take_step(extend_reply, request, request_id, given)


@router.post("/requests/{request_id}/dispute", response=RequestOut, summary="Dispute")
def dispute(request: HttpRequest, request_id: Key, given: ReasonIn) -> RequestView:
    """For who asked: bring a refusal, or silence past the term, before the coordinator."""
    return take_step(dispute_request, request, request_id, given)


@router.post("/requests/{request_id}/ruling", response=RequestOut, summary="Rule on a dispute")
def rule(request: HttpRequest, request_id: Key, given: RulingIn) -> RequestView:
    """For the coordinator: the provider shares by a deadline, or need not."""
    return take_step(rule_on_dispute, request, request_id, given, share=given.share)


@router.post("/requests/{request_id}/withdrawal", response=RequestOut, summary="Ask no longer")
def withdraw(request: HttpRequest, request_id: Key, given: ReasonIn) -> RequestView:
    """For who asked."""
    return take_step(withdraw_request, request, request_id, given)


@router.get("/granted", response=list[GrantedOut], summary="What was granted, by resource")
def summed(request: HttpRequest) -> tuple[GrantedView, ...]:
    """A line a resource: grants ever, those in force, and to how many agencies."""
    return granted(signed_in(request), timezone.now())


@router.get("/grants", response=GrantPageOut, summary="Grants")
def held(
    request: HttpRequest, resource: ResourceCode = None, cursor: Cursor = None
) -> Page[GrantView]:
    """Given and held by the caller's agencies, newest first; of one resource, where named."""
    return grants(signed_in(request), timezone.now(), resource_code=resource, cursor=cursor)


@router.post("/grants/{grant_id}/revocation", response=GrantOut, summary="Take a grant back")
def revoke(request: HttpRequest, grant_id: Key, given: RevocationIn) -> GrantView:
    """For the provider's steward or the coordinator; nodes refuse within seconds."""
    return revoke_grant(
        actor=signed_in(request), grant_id=grant_id, reason=given.reason, now=timezone.now()
    )


@router.get("/contested", response=list[CorrectionOut], summary="Values people contest")
def contested(request: HttpRequest) -> tuple[CorrectionView, ...]:
    """Those that wait for the caller, without the person's words: opening one is recorded."""
    return corrections_waiting(signed_in(request))


@router.post("/contested/{correction_id}/opened", response=CorrectionOut, summary="Open one")
def opened(request: HttpRequest, correction_id: Key) -> CorrectionView:
    """The person's words, for the steward of the source. It leaves a record."""
    return open_correction(
        actor=signed_in(request), correction_id=correction_id, now=timezone.now()
    )


@router.post("/contested/{correction_id}/finding", response=CorrectionOut, summary="Answer one")
def found(request: HttpRequest, correction_id: Key, given: FindingIn) -> CorrectionView:
    """What the check found, in words for the person."""
    return answer_correction(
        actor=signed_in(request), correction_id=correction_id, corrected=given.corrected,
        words=given.words, now=timezone.now(),
    )  # fmt: skip
