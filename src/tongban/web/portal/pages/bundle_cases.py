"""/bundle-cases/<id>: where each step stands, the receipt, taking a step up again, withdrawing."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.bundles.api import (
    BundleCaseView,
    BundleState,
    StepForm,
    StepState,
    bundle_case,
    resume_step,
    step_form,
    withdraw_bundle,
)
from tongban.forms.api import Answer
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.web.design.parts import Crumb, Mood
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.forms import version_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.application import (
    Application,
    begin,
    faults_of,
    materials,
    questions,
    read,
)
from tongban.web.portal.attachments import Attached

_MOODS = {
    StepState.DONE: Mood.GOOD.value,
    StepState.STUCK: Mood.CARE.value,
    StepState.REFUSED: Mood.BAD.value,
}
_WHOLE = {BundleState.DONE: Mood.GOOD.value, BundleState.PARTLY: Mood.CARE.value}


def show(request: HttpRequest, bundle_case_id: str) -> HttpResponse:
    """Every step with its own case, and the joint clock."""
    actor = require_actor(request)
    return _page(request, bundle_case(actor, bundle_case_id), "portal/bundle-case.html")


def receipt(request: HttpRequest, bundle_case_id: str) -> HttpResponse:
    """The one receipt 一张回执, right after signing and whenever it is wanted."""
    actor = require_actor(request)
    return _page(request, bundle_case(actor, bundle_case_id), "portal/bundle-receipt.html")


def withdraw(request: HttpRequest, bundle_case_id: str) -> HttpResponse:
    """POST: take back what is not decided yet."""
    withdraw_bundle(
        actor=require_actor(request),
        bundle_case_id=bundle_case_id,
        expected_version=version_of(request.POST),
        now=timezone.now(),
    )
    return see_other(f"/bundle-cases/{bundle_case_id}")


def resume(request: HttpRequest, bundle_case_id: str, step: str) -> HttpResponse:
    """One step anew: its own form with what was said before, and what is missing."""
    actor = require_actor(request)
    known = step_form(actor, bundle_case_id, step)
    if request.method != "POST":
        return _step(request, actor, bundle_case_id, known, _begun(known))
    application = read(request, known.item, actor)
    application = replace(application, situation=known.situation)
    if application.problems:
        return _step(request, actor, bundle_case_id, known, application)
    try:
        resume_step(
            actor=actor,
            bundle_case_id=bundle_case_id,
            step_code=step,
            expected_version=version_of(request.POST),
            answers=application.answers,
            material_blobs={code: one.blob_id for code, one in application.attached.items()},
            now=timezone.now(),
        )
    except Refusal as refused:
        if refused.kind is not RefusalKind.INVALID:
            raise
        faulty = replace(application, problems=refused.every_problem)
        return _step(request, actor, bundle_case_id, known, faulty)
    return see_other(f"/bundle-cases/{bundle_case_id}")


def _begun(known: StepForm) -> Application:
    said: dict[str, Answer] = {n: v for n, v in known.answers.items() if v is not None}
    blank = begin(known.item, known.situation)
    return replace(
        blank,
        answers=said,
        attached={code: Attached(blob, "") for code, blob in known.blobs.items()},
        problems=known.step.problems,
    )


def _step(
    request: HttpRequest,
    actor: Actor,
    bundle_case_id: str,
    known: StepForm,
    application: Application,
) -> HttpResponse:
    context = {
        "known": known,
        "application": application,
        "parts": questions(application, ()),
        "materials": materials(application, actor, ()),
        "faults": faults_of(application),
        "version": bundle_case(actor, bundle_case_id).version,
        "path": (
            *_path(bundle_case(actor, bundle_case_id))[:2],
            Crumb(known.item.title),
        ),
    }
    posted = request.method == "POST"
    status = RefusalKind.INVALID.value if application.problems and posted else 200
    return render(request, "portal/bundle-resume.html", context, status=status)


def _page(request: HttpRequest, known: BundleCaseView, template: str) -> HttpResponse:
    context = {
        "known": known,
        "lines": [(step, _MOODS.get(step.state, Mood.PLAIN.value)) for step in known.steps],
        "mood": _WHOLE.get(known.state, Mood.PLAIN.value),
        "open": known.state is BundleState.UNDER_WAY,
        "acts_for_firm": require_actor(request).kind is ActorKind.FIRM_AGENT,
        "path": _path(known),
    }
    return render(request, template, context)


def _path(known: BundleCaseView) -> tuple[Crumb, ...]:
    return (
        Crumb(gettext("My cases"), "/cases"),
        Crumb(known.name, f"/bundle-cases/{known.id}"),
    )
