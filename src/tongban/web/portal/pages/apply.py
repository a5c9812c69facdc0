"""/items/<code>/apply: the form, the review, the submission."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.cases.api import submit_case
from tongban.catalogue.api import ItemView, published_item
from tongban.commitments.api import promise_offer
from tongban.elements.api import NoAnswer
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.seals.api import STATEMENT, STATEMENT_CODE
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import agreement_of, require_actor, visitor_of
from tongban.web.plumbing.levels import need_level
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.application import (
    Application,
    checked,
    faults_of,
    keep,
    materials,
    prefilled,
    questions,
    read,
    resume,
    unattached,
)
from tongban.web.portal.for_whom import is_for, parties_of
from tongban.web.portal.promising import terms_chosen
from tongban.web.portal.site_map import site_map_for
from tongban.web.present.questions import only_asked
from tongban.web.present.silence import silent_sources

_UNCONFIRMED = Problem(
    "truth",
    "web.truth_not_confirmed",
    Text.of("您还没有同意签名声明", "You have not agreed to the declaration yet"),
    Text.of("请阅读后勾选，再签名并提交", "Read and tick it, then sign and send"),
)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """One address for the whole application; ``stage`` says which button was pressed."""
    actor = require_actor(request)
    item = published_item(code)
    need_level(actor, item.min_assurance)
    if not is_for(item, visitor_of(request)):
        return _for_whom(request, item)
    if request.method != "POST":
        return _form(request, resume(item, request.GET.get("situation"), actor), actor)
    application = read(request, item, actor)
    stage = request.POST.get("stage")
    if stage == "submit":
        return _submit(request, application, actor)
    if stage == "save":
        keep(application, actor)
        messages.success(request, gettext("Saved. Go on from any device within 30 days."))
        return see_other(f"/items/{code}/apply")
    if stage == "edit" or application.problems:
        return _form(request, application, actor)
    return _review(request, application, actor)


def _for_whom(request: HttpRequest, item: ItemView) -> HttpResponse:
    """Told before anything is typed, with those it could be applied for."""
    visitor = visitor_of(request)
    context = {
        "item": item,
        "visitor": visitor,
        "parties": parties_of(visitor, item),
        "next": f"/items/{item.code}/apply",
        "path": _path(item),
    }
    return render(request, "portal/apply-for-whom.html", context)


def _form(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    if application.needs_situation:
        offer = promise_offer(actor, application.item.code, timezone.now())
        context = {**_frame(request, application), "offer": offer}
        return render(request, "portal/apply-situation.html", context)
    known = prefilled(application, actor)
    context = {
        **_frame(request, application),
        "parts": questions(application, known),
        "materials": materials(application, actor, known),
        "site_map": site_map_for(application.item, application.form),
        "faults": faults_of(application),
        "from_source": sum(1 for one in known if not one.silent),
        "silent": silent_sources(known),
        "asks_consent": any(one.why is NoAnswer.NOT_CONSENTED for one in known),
    }
    status = RefusalKind.INVALID.value if application.problems else 200
    return render(request, "portal/apply-form.html", context, status=status)


def _review(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    known = prefilled(application, actor)
    lines = materials(application, actor, known)
    asked, wrong = checked(application, known)
    if faults := (*wrong, *unattached(lines)):
        return _form(request, replace(application, problems=faults), actor)
    application = replace(application, answers=asked)
    context = {
        **_frame(request, application),
        "parts": only_asked(questions(application, known), asked),
        "materials": lines,
        "carried": application.carried(),
        "terms": terms_chosen(actor, application.item.code, application.situation),
        "statement": STATEMENT,
        "statement_code": STATEMENT_CODE,
        "faults": faults_of(application),
    }
    status = RefusalKind.INVALID.value if application.problems else 200
    return render(request, "portal/apply-review.html", context, status=status)


def _submit(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    if request.POST.get("truth") != STATEMENT_CODE:
        return _review(request, replace(application, problems=(_UNCONFIRMED,)), actor)
    try:
        case = submit_case(
            actor=actor,
            item_code=application.item.code,
            item_version=application.item.version,
            answers=application.answers,
            material_blobs={code: one.blob_id for code, one in application.attached.items()},
            situation=application.situation,
            idempotency_token=application.token,
            channel=actor.channel,
            agreement=agreement_of(request, request.POST.get("truth", "")),
            now=timezone.now(),
        )
    except Refusal as refused:
        if refused.kind is not RefusalKind.INVALID:
            raise
        return _form(request, replace(application, problems=refused.every_problem), actor)
    return see_other(f"/cases/{case.id}/result")


def _frame(request: HttpRequest, application: Application) -> dict[str, object]:
    item = application.item
    return {
        "application": application,
        "item": item,
        "visitor": visitor_of(request),
        "path": _path(item),
    }


def _path(item: ItemView) -> tuple[Crumb, ...]:
    return (Crumb(item.title, f"/items/{item.code}"), Crumb(gettext("Apply")))
