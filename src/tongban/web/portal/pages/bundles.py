"""/bundles and /bundles/<code>: one thing in life 一件事, its notice, its one form."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.bundles.api import (
    BundleNotComplete,
    BundleView,
    bundle,
    bundle_draft,
    bundles,
    check_bundle,
    discard_bundle_draft,
    submit_bundle,
)
from tongban.forms.api import may_keep_drafts
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.seals.api import STATEMENT, STATEMENT_CODE
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import actor_of, agreement_of, require_actor, visitor_of
from tongban.web.plumbing.levels import need_level
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.bundle_application import (
    BundleApplication,
    bundle_faults,
    bundle_materials,
    bundle_parts,
    bundle_site_map,
    carried_answers,
    keep_bundle,
    own_answers,
    own_parts,
    read_bundle,
)
from tongban.web.portal.for_whom import is_for, parties_of
from tongban.web.present.questions import ANSWER, only_asked

_UNCONFIRMED = Problem(
    "truth",
    "web.truth_not_confirmed",
    Text.of("您还没有同意签名声明", "You have not agreed to the declaration yet"),
    Text.of("请阅读后勾选，再签名并提交", "Read and tick it, then sign and send"),
)


def listed(request: HttpRequest) -> HttpResponse:
    """Every bundle, for people and for firms."""
    known = bundles()
    context = {
        "for_people": [one for one in known if one.side == "person"],
        "for_firms": [one for one in known if one.side == "firm"],
        "path": (Crumb(gettext("One thing, done together")),),
    }
    return render(request, "portal/bundles.html", context)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """One notice for all its steps, drawn in the order in which they run."""
    known, actor = bundle(code), actor_of(request)
    kept = bundle_draft(actor, code, timezone.now()) if may_keep_drafts(actor) else None
    return render(
        request,
        "portal/bundle.html",
        {"view": known, "bundle": known.bundle, "kept": kept, "path": _path(known)[:2]},
    )


def discard(request: HttpRequest, code: str) -> HttpResponse:
    """POST: drop the half-filled form."""
    discard_bundle_draft(actor=require_actor(request), bundle_code=code, now=timezone.now())
    return see_other(f"/bundles/{code}")


def apply(request: HttpRequest, code: str) -> HttpResponse:
    """The bundle's questions, the one form, the review, the one signature: one address."""
    actor, known = require_actor(request), bundle(code)
    need_level(actor, max(step.item.min_assurance for step in known.steps))
    if (refused := _for_whom(request, known)) is not None:
        return refused
    kept = bundle_draft(actor, code, timezone.now()) if request.method != "POST" else None
    own, first = own_answers(request, code, kept)
    try:
        application = read_bundle(request, code, first, actor, kept)
    except BundleNotComplete as incomplete:
        problems = tuple(incomplete.problems) if first else ()
        return _questions(request, known, own_parts(own, first, problems), problems)
    stage = request.POST.get("stage")
    if stage == "submit":
        return _submit(request, known, application, actor)
    if stage == "save":
        keep_bundle(code, application, actor)
        messages.success(request, gettext("Saved. Go on from any device within 30 days."))
        return see_other(f"/bundles/{code}")
    if request.method != "POST" or stage == "edit" or application.problems:
        return _form(request, known, application, actor)
    return _review(request, known, application, actor)


def _for_whom(request: HttpRequest, known: BundleView) -> HttpResponse | None:
    """Told before anything is typed, with those it could be applied for; None when it fits."""
    visitor = visitor_of(request)
    item = known.steps[0].item
    if is_for(item, visitor):
        return None
    context = {
        "item": item,
        "visitor": visitor,
        "parties": parties_of(visitor, item),
        "next": f"/bundles/{known.bundle.code}/apply",
        "path": _path(known),
    }
    return render(request, "portal/apply-for-whom.html", context)


def _questions(
    request: HttpRequest, known: BundleView, parts: object, problems: tuple[Problem, ...]
) -> HttpResponse:
    context = {
        **_frame(request, known),
        "parts": parts,
        "faults": [Fault(one.message, one.mend, ANSWER + one.where) for one in problems],
    }
    status = RefusalKind.INVALID.value if problems else 200
    return render(request, "portal/bundle-questions.html", context, status=status)


def _form(
    request: HttpRequest, known: BundleView, application: BundleApplication, actor: Actor
) -> HttpResponse:
    asked = application.asked
    context = {
        **_frame(request, known),
        "application": application,
        "parts": bundle_parts(application),
        "materials": bundle_materials(application, actor),
        "site_map": bundle_site_map(application),
        "faults": bundle_faults(application),
        "own": carried_answers(application.first),
        "from_source": sum(1 for one in asked.known if not one.silent),
        "questions": len(asked.form.fields),
        "saved": asked.fields_of_items - len(asked.form.fields),
    }
    status = RefusalKind.INVALID.value if application.problems else 200
    return render(request, "portal/bundle-form.html", context, status=status)


def _review(
    request: HttpRequest, known: BundleView, application: BundleApplication, actor: Actor
) -> HttpResponse:
    try:
        clean = check_bundle(
            actor, known.bundle.code, application.all_answers, application.blobs, timezone.now()
        )
    except BundleNotComplete as refused:
        return _form(request, known, replace(application, problems=tuple(refused.problems)), actor)
    own, _ = own_answers(request, known.bundle.code)
    reviewed = replace(application, answers={k: v for k, v in clean.items() if "." in k})
    context = {
        **_frame(request, known),
        "application": reviewed,
        "parts": (
            *only_asked(own_parts(own, application.first), clean),
            *only_asked(bundle_parts(reviewed), clean),
        ),
        "materials": bundle_materials(application, actor),
        "carried": reviewed.carried(),
        "statement": STATEMENT,
        "statement_code": STATEMENT_CODE,
        "faults": bundle_faults(application),
    }
    status = RefusalKind.INVALID.value if application.problems else 200
    return render(request, "portal/bundle-review.html", context, status=status)


def _submit(
    request: HttpRequest, known: BundleView, application: BundleApplication, actor: Actor
) -> HttpResponse:
    if request.POST.get("truth") != STATEMENT_CODE:
        return _review(request, known, replace(application, problems=(_UNCONFIRMED,)), actor)
    try:
        made = submit_bundle(
            actor=actor,
            bundle_code=known.bundle.code,
            bundle_version=known.bundle.version,
            answers=application.all_answers,
            material_blobs=application.blobs,
            idempotency_token=application.token,
            agreement=agreement_of(request, STATEMENT_CODE),
            now=timezone.now(),
        )
    except Refusal as refused:
        if refused.kind is not RefusalKind.INVALID:
            raise
        wrong = replace(application, problems=refused.every_problem)
        return _form(request, known, wrong, actor)
    return see_other(f"/bundle-cases/{made.id}/receipt")


def _frame(request: HttpRequest, known: BundleView) -> dict[str, object]:
    return {
        "view": known,
        "bundle": known.bundle,
        "visitor": visitor_of(request),
        "path": _path(known),
    }


def _path(known: BundleView) -> tuple[Crumb, ...]:
    return (
        Crumb(gettext("One thing, done together"), "/bundles"),
        Crumb(known.bundle.name, f"/bundles/{known.bundle.code}"),
        Crumb(gettext("Apply")),
    )
