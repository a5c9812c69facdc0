"""One thing in life 一件事: the notice, the one form, one submission, each step's progress."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status

from tongban.bundles.api import (
    BundleCaseRow,
    BundleCaseView,
    BundleDraftView,
    BundleRow,
    bundle,
    bundle_case,
    bundle_drafts,
    bundle_form,
    bundle_questions,
    bundles,
    discard_bundle_draft,
    my_bundle_cases,
    resume_step,
    save_bundle_draft,
    search_bundles,
    submit_bundle,
    withdraw_bundle,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.bundles import (
    BundleCaseOut,
    BundleCaseRowOut,
    BundleDraftIn,
    BundleDraftOut,
    BundleFormOut,
    BundleOut,
    BundleRowOut,
    BundleSubmitIn,
    BundleVersionIn,
    QuestionsIn,
    ResumeIn,
)
from tongban.web.api.schemas.shapes import DoneOut
from tongban.web.plumbing.acting import agreement_of

router = Router(tags=["bundles"])
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=80)]


@router.get("", response=list[BundleRowOut], summary="Every bundle, or those that meet a text")
def listed(
    request: HttpRequest, text: Annotated[str, Query(max_length=60)] = ""
) -> tuple[BundleRow, ...]:
    """Public; ``text`` is matched with names and other names."""
    del request
    return search_bundles(text) if text else bundles()


@router.get("/cases", response=list[BundleCaseRowOut], summary="The caller's bundle cases")
def mine(request: HttpRequest) -> tuple[BundleCaseRow, ...]:
    """Those of the caller, or of whom the caller acts for, newest first."""
    return my_bundle_cases(signed_in(request))


@router.get("/cases/{bundle_case_id}", response=BundleCaseOut, summary="One bundle case")
def read_case(request: HttpRequest, bundle_case_id: str) -> BundleCaseView:
    """Every step with its own case, and the joint clock."""
    return bundle_case(signed_in(request), bundle_case_id)


@router.post(
    "/cases/{bundle_case_id}/steps/{step}/resume",
    response=BundleCaseOut,
    summary="Take a step up again",
)
def resume(request: HttpRequest, bundle_case_id: str, step: str, given: ResumeIn) -> BundleCaseView:
    """One that could not begin, was not granted or was withdrawn; the others are untouched."""
    return resume_step(
        actor=signed_in(request),
        bundle_case_id=bundle_case_id,
        step_code=step,
        expected_version=given.version,
        answers=given.answers,
        material_blobs=given.material_blobs,
        now=timezone.now(),
    )


@router.post(
    "/cases/{bundle_case_id}/withdraw", response=BundleCaseOut, summary="Take the rest back"
)
def withdraw(request: HttpRequest, bundle_case_id: str, given: BundleVersionIn) -> BundleCaseView:
    """What is not decided ends; what was granted stays."""
    return withdraw_bundle(
        actor=signed_in(request),
        bundle_case_id=bundle_case_id,
        expected_version=given.version,
        now=timezone.now(),
    )


@router.get("/{code}", response=BundleOut, summary="One notice for all steps")
def read(request: HttpRequest, code: str) -> dict[str, object]:
    """Public: the steps in the order they run, and the questions the bundle asks first."""
    del request
    known = bundle(code)
    return {
        "code": known.bundle.code,
        "version": known.bundle.version,
        "name": known.bundle.name,
        "summary": known.bundle.summary,
        "lead_name": known.lead_name,
        "committed": known.bundle.committed,
        "waves": [
            [
                {
                    "code": one.step.code,
                    "item_code": one.item.code,
                    "title": one.item.title,
                    "agency_name": one.item.agency_name,
                    "after": one.after,
                    "condition": one.condition,
                }
                for one in wave
            ]
            for wave in known.waves
        ],
        "questions": bundle_questions(code),
    }


@router.post("/{code}/form", response=BundleFormOut, summary="The one form for the caller")
def read_form(request: HttpRequest, code: str, given: QuestionsIn) -> dict[str, object]:
    """For the steps the answers take. Sources are asked; each look-up is recorded."""
    asked = bundle_form(signed_in(request), code, given.answers, timezone.now())
    return {
        "form": asked.form,
        "known": asked.known,
        "materials": [
            {
                "name": one.name,
                "title": one.material.name,
                "comes_from": one.comes_from,
                "must_bring": one.must_bring,
            }
            for one in asked.materials
        ],
        "fields_of_items": asked.fields_of_items,
    }


@router.get("/drafts/mine", response=list[BundleDraftOut], summary="The caller's saved forms")
def kept(request: HttpRequest) -> tuple[BundleDraftView, ...]:
    """Half-filled forms of bundles, for whom the caller acts for, latest first."""
    return bundle_drafts(signed_in(request), timezone.now())


@router.put("/{code}/draft", response=BundleDraftOut, summary="Save the half-filled form")
def keep(request: HttpRequest, code: str, given: BundleDraftIn) -> BundleDraftView:
    """Kept 30 days from the last saving; a stale `version` changes nothing (409)."""
    return save_bundle_draft(
        actor=signed_in(request),
        bundle_code=code,
        answers=given.answers,
        expected_version=given.version,
        now=timezone.now(),
    )


@router.delete("/{code}/draft", response=DoneOut, summary="Drop the half-filled form")
def drop(request: HttpRequest, code: str) -> dict[str, bool]:
    """Nothing happens when there is none."""
    actor, now = signed_in(request), timezone.now()
    return {"done": discard_bundle_draft(actor=actor, bundle_code=code, now=now)}


@router.post("/{code}/applications", response={201: BundleCaseOut}, summary="Apply for all of it")
def submit(
    request: HttpRequest, code: str, given: BundleSubmitIn, idempotency_key: IdempotencyKey
) -> Status:
    """Signed once for every step; the same key gives the same bundle case."""
    made = submit_bundle(
        actor=signed_in(request),
        bundle_code=code,
        bundle_version=given.version,
        answers=given.answers,
        material_blobs=given.material_blobs,
        idempotency_token=idempotency_key,
        agreement=agreement_of(request, given.statement),
        now=timezone.now(),
    )
    return Status(201, made)
