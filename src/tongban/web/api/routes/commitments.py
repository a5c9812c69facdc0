"""Promises instead of papers 告知承诺: what is offered, checked, put right; the public lists."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from tongban.commitments.api import (
    OfferView,
    PromiseCount,
    PromiseNotFound,
    PromiseRow,
    PromiseStep,
    PromiseView,
    PublicRecord,
    check_promise,
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
    CorrectedIn,
    FindingIn,
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
