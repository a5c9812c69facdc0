"""The applicant's side: submit, look, put right, withdraw, track."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status

from tongban.cases.api import (
    CaseRow,
    CaseView,
    TrackView,
    case,
    my_cases,
    submit_case,
    supply_correction,
    supply_promised,
    track_case,
    withdraw_case,
)
from tongban.content.api import one_look
from tongban.kernel.actor import Channel
from tongban.kernel.page import Page
from tongban.seals.api import STATEMENT, STATEMENT_CODE
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.cases import (
    CaseOut,
    PromisedIn,
    RowPageOut,
    StatementOut,
    SubmitIn,
    SupplyIn,
    TrackOut,
    VersionIn,
)
from tongban.web.plumbing.acting import agreement_of

router = Router(tags=["cases"])
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=80)]
Cursor = Annotated[str | None, Query(max_length=500)]


@router.post("", response={201: CaseOut}, summary="Submit an application")
def submit(request: HttpRequest, given: SubmitIn, idempotency_key: IdempotencyKey) -> Status:
    """Signed, with row, evidence and event in one transaction; the same key gives the same case."""
    with one_look():
        made = submit_case(
            actor=signed_in(request),
            item_code=given.item_code,
            item_version=given.item_version,
            answers=given.answers,
            material_blobs=given.material_blobs,
            situation=given.situation,
            idempotency_token=idempotency_key,
            channel=Channel.API,
            agreement=agreement_of(request, given.statement),
            now=timezone.now(),
        )
    return Status(201, made)


@router.get("", response=RowPageOut, summary="The caller's own cases, newest first")
def mine(request: HttpRequest, cursor: Cursor = None) -> Page[CaseRow]:
    """Cases of the caller, or of whom the caller acts for."""
    return my_cases(signed_in(request), cursor)


@router.get("/statement", response=StatementOut, summary="The declaration to agree to")
def statement(request: HttpRequest) -> dict[str, object]:
    """Show these words to the applicant; ``code`` goes back with the application."""
    del request
    return {"code": STATEMENT_CODE, "words": STATEMENT}


@router.get("/track", response=TrackOut, summary="Progress by number and query code")
def track(
    request: HttpRequest,
    number: Annotated[str, Query(max_length=40)],
    query_code: Annotated[str, Query(max_length=40)],
) -> TrackView:
    """Needs no sign-in and shows nobody's data."""
    return track_case(number, query_code)


@router.get("/{case_id}", response=CaseOut, summary="One case")
def read(request: HttpRequest, case_id: str) -> CaseView:
    """As far as the caller may see it."""
    return case(signed_in(request), case_id)


@router.post("/{case_id}/supply-correction", response=CaseOut, summary="Put defects right")
def supply(request: HttpRequest, case_id: str, given: SupplyIn) -> CaseView:
    """Answer the one notice that listed every defect."""
    return supply_correction(
        actor=signed_in(request),
        case_id=case_id,
        expected_version=given.version,
        answers=given.answers,
        material_blobs=given.material_blobs,
        now=timezone.now(),
    )


@router.post("/{case_id}/supply-promised", response=CaseOut, summary="Hand in what was promised")
def promised(request: HttpRequest, case_id: str, given: PromisedIn) -> CaseView:
    """What was to follow the application 容缺补交; also after the day while it is open."""
    return supply_promised(
        actor=signed_in(request),
        case_id=case_id,
        expected_version=given.version,
        material_blobs=given.material_blobs,
        now=timezone.now(),
    )


@router.post("/{case_id}/withdraw", response=CaseOut, summary="Take the application back")
def withdraw(request: HttpRequest, case_id: str, given: VersionIn) -> CaseView:
    """Possible until the decision."""
    return withdraw_case(
        actor=signed_in(request),
        case_id=case_id,
        expected_version=given.version,
        now=timezone.now(),
    )
