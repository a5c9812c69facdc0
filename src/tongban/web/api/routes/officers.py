"""The officers' side: the queue and the verbs on a case."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypedDict

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.cases.api import (
    CaseRow,
    CaseState,
    CaseView,
    Defect,
    Sought,
    accept_case,
    claim_task,
    decide_case,
    desk_find,
    desk_queue,
    end_special_procedure,
    give_opinion,
    refuse_acceptance,
    release_task,
    request_correction,
    start_special_procedure,
)
from tongban.catalogue.api import ProcedureKind
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Span
from tongban.kernel.page import Page
from tongban.kernel.text import Text
from tongban.web.api.auth import signed_in
from tongban.web.api.reading import read, read_article, read_articles
from tongban.web.api.schemas.cases import (
    CaseOut,
    CorrectionIn,
    DecideIn,
    EndProcedureIn,
    FindIn,
    FoundOut,
    OpinionIn,
    RefuseIn,
    RowPageOut,
    StartProcedureIn,
    VersionIn,
)

router = Router(tags=["officers"])


class Target(TypedDict):
    """What every verb takes."""

    actor: Actor
    case_id: str
    expected_version: int
    now: datetime


@router.get("/cases", response=RowPageOut, summary="The caller's queue, those due first")
def queue(
    request: HttpRequest,
    state: CaseState | None = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Page[CaseRow]:
    """Tasks of the agencies and regions of the caller's posts."""
    return desk_queue(signed_in(request), state=state, cursor=cursor)


@router.post("/find", response=FoundOut, summary="Find cases by number, applicant or service")
def find(request: HttpRequest, given: FindIn) -> dict[str, object]:
    """The newest 50 within the caller's posts; posted, for no address may hold an ID number."""
    sought = Sought(given.words, given.item_code, given.since, given.until)
    return {"items": desk_find(signed_in(request), sought)}


@router.post("/cases/{case_id}/claim", response=CaseOut, summary="Claim the task")
def claim(request: HttpRequest, case_id: str, given: VersionIn) -> CaseView:
    """So that nobody else works on it."""
    return claim_task(**_target(request, case_id, given))


@router.post("/cases/{case_id}/release", response=CaseOut, summary="Give the task back")
def release(request: HttpRequest, case_id: str, given: VersionIn) -> CaseView:
    """Back to the queue."""
    return release_task(**_target(request, case_id, given))


@router.post("/cases/{case_id}/accept", response=CaseOut, summary="Accept the application")
def accept(request: HttpRequest, case_id: str, given: VersionIn) -> CaseView:
    """The promised clock starts."""
    return accept_case(**_target(request, case_id, given))


@router.post("/cases/{case_id}/request-correction", response=CaseOut, summary="Tell all defects")
def correct(request: HttpRequest, case_id: str, given: CorrectionIn) -> CaseView:
    """In one notice; a second may only repeat the first."""
    defects = tuple(
        Defect(each.target, Text.of(each.message), read_article(each.article, "article"))
        for each in given.defects
    )
    return request_correction(**_target(request, case_id, given), defects=defects)


@router.post("/cases/{case_id}/refuse-acceptance", response=CaseOut, summary="Refuse acceptance")
def refuse(request: HttpRequest, case_id: str, given: RefuseIn) -> CaseView:
    """With reason and articles; the remedies of the item are told."""
    return refuse_acceptance(
        **_target(request, case_id, given),
        reason=given.reason,
        articles=read_articles(given.articles),
    )


@router.post("/cases/{case_id}/start-special-procedure", response=CaseOut, summary="Stop the clock")
def start(request: HttpRequest, case_id: str, given: StartProcedureIn) -> CaseView:
    """For a special procedure the item allows."""
    return start_special_procedure(
        **_target(request, case_id, given),
        procedure=read(ProcedureKind, given.procedure, "procedure"),
        planned=read(Span.parse, given.planned, "planned"),
        reason=given.reason,
    )


@router.post("/cases/{case_id}/end-special-procedure", response=CaseOut, summary="Start it again")
def end(request: HttpRequest, case_id: str, given: EndProcedureIn) -> CaseView:
    """With what the procedure found."""
    return end_special_procedure(**_target(request, case_id, given), result=given.result)


@router.post("/cases/{case_id}/give-opinion", response=CaseOut, summary="Advise")
def advise(request: HttpRequest, case_id: str, given: OpinionIn) -> CaseView:
    """A reviewer's opinion before the decision."""
    return give_opinion(**_target(request, case_id, given), opinion=given.opinion)


@router.post("/cases/{case_id}/decide", response=CaseOut, summary="Approve or deny")
def decide(request: HttpRequest, case_id: str, given: DecideIn) -> CaseView:
    """Approval issues the certificate in the same transaction; a denial cites articles."""
    return decide_case(
        **_target(request, case_id, given),
        approve=given.approve,
        opinion=given.opinion,
        articles=read_articles(given.articles),
    )


def _target(request: HttpRequest, case_id: str, given: VersionIn) -> Target:
    return {
        "actor": signed_in(request),
        "case_id": case_id,
        "expected_version": given.version,
        "now": timezone.now(),
    }
