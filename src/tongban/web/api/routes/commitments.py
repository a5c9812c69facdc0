"""Promises instead of papers 告知承诺: what is offered, checked, put right; the public lists."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from tongban.commitments.api import (
    CreditView,
    LookView,
    OfferView,
    PromiseCount,
    PromiseNotFound,
    PromiseRow,
    PromiseStep,
    PromiseView,
    PublicRecord,
    answer_objection,
    check_promise,
    looks_at_my_credit,
    my_credit,
    object_to_record,
    objections_waiting,
    promise,
    promise_counts,
    promise_of_case,
    promise_offer,
    promises_to_check,
    public_records,
    report_correction,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.commitments import (
    AnswerIn,
    CorrectedIn,
    CreditOut,
    FindingIn,
    LookOut,
    ObjectionIn,
    OfferOut,
    PromiseCountOut,
    PromiseOut,
    PromiseRowOut,
    PublicRecordOut,
)

router = Router(tags=["commitments"])


@router.get("/counts", response=list[PromiseCountOut], summary="How promises came out")
def counts(request: HttpRequest) -> tuple[PromiseCount, ...]:
    """By service; for everybody."""
    del request
    return promise_counts(timezone.now())


@router.get("/records", response=list[PublicRecordOut], summary="Firms' records that stand")
def records(request: HttpRequest) -> tuple[PublicRecord, ...]:
    """For everybody; persons are never on it."""
    del request
    return public_records(timezone.now())


@router.get("/offers/{item_code}", response=OfferOut, summary="What a service offers the caller")
def offer(request: HttpRequest, item_code: str) -> OfferView:
    """To promise, one applies in the `situation` of the terms."""
    return promise_offer(signed_in(request), item_code, timezone.now())


@router.get("/waiting", response=list[PromiseRowOut], summary="Promises to be checked")
def waiting(request: HttpRequest) -> tuple[PromiseRow, ...]:
    """Of the officer's agencies."""
    return promises_to_check(signed_in(request), timezone.now())


@router.get("/of/{case_id}", response=PromiseOut, summary="The promise of a case")
def of_case(request: HttpRequest, case_id: str) -> PromiseView:
    """For its holder and the officers of its agency."""
    found = promise_of_case(signed_in(request), case_id, timezone.now())
    if found is None:
        raise PromiseNotFound
    return found


@router.post("/{promise_id}/finding", response=PromiseOut, summary="Record what a check found")
def check(request: HttpRequest, promise_id: str, given: FindingIn) -> PromiseView:
    """By an officer of the agency."""
    actor, now = signed_in(request), timezone.now()
    check_promise(
        actor=actor, promise_id=promise_id, finding=PromiseStep(given.finding),
        words=given.words, now=now,
    )  # fmt: skip
    return promise(actor, promise_id, now)


@router.post("/{promise_id}/correction", response=PromiseOut, summary="Say what was put right")
def corrected(request: HttpRequest, promise_id: str, given: CorrectedIn) -> PromiseView:
    """By its holder, in time."""
    actor, now = signed_in(request), timezone.now()
    report_correction(actor=actor, promise_id=promise_id, words=given.words, now=now)
    return promise(actor, promise_id, now)


@router.get("/credit", response=list[CreditOut], summary="The caller's own credit records")
def credit(request: HttpRequest) -> tuple[CreditView, ...]:
    """All of them, also those that are over."""
    return my_credit(signed_in(request), timezone.now())


@router.get("/credit/looks", response=list[LookOut], summary="Who looked at the caller's records")
def looks(request: HttpRequest) -> tuple[LookView, ...]:
    """The newest 100."""
    return looks_at_my_credit(signed_in(request))


@router.get("/credit/objections", response=list[CreditOut], summary="Objections to be answered")
def objections(request: HttpRequest) -> tuple[CreditView, ...]:
    """Of the officer's agencies, oldest first."""
    return objections_waiting(signed_in(request), timezone.now())


@router.post(
    "/credit/{record_id}/objection", response=list[CreditOut], summary="Object to a record"
)
def objected(request: HttpRequest, record_id: str, given: ObjectionIn) -> tuple[CreditView, ...]:
    """By its subject; whoever made it answers. The caller's records as they stand then."""
    actor, now = signed_in(request), timezone.now()
    object_to_record(actor=actor, record_id=record_id, words=given.words, now=now)
    return my_credit(actor, now)


@router.post("/credit/{record_id}/answer", response=list[CreditOut], summary="Answer an objection")
def answered(request: HttpRequest, record_id: str, given: AnswerIn) -> tuple[CreditView, ...]:
    """By a deciding post of the agency; what still waits for it comes back."""
    actor, now = signed_in(request), timezone.now()
    answer_objection(
        actor=actor, record_id=record_id, right=given.right, words=given.words, now=now
    )
    return objections_waiting(actor, now)
