"""/helped: ask a helper, confirm or take back, and who did what for me 谁替我办了什么."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.assistance.api import (
    ActView,
    ErrandState,
    ErrandView,
    acts_for_me,
    ask_help,
    confirm_errand,
    errand,
    helpers_serving,
    my_errands,
    receive_result,
    return_errand,
    revoke_errand,
    take_over,
)
from tongban.catalogue.api import published_item
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.seals.api import STATEMENT, STATEMENT_CODE
from tongban.web.design.parts import Choice, Crumb, Fault, FieldKind, Mood
from tongban.web.helping.confirming import as_application, review_of
from tongban.web.helping.fields import (
    day_of,
    field,
    item_field,
    purpose_field,
    told,
    until_field,
)
from tongban.web.plumbing.acting import agreement_of, require_actor
from tongban.web.plumbing.forms import new_token, token_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import item_title, place_name

HOME = "/helped"
TITLE = Text.of("帮办代办", "Help by a helper")
_MOODS = {ErrandState.PREPARED: Mood.CARE, ErrandState.DONE: Mood.GOOD}
_COUNTY = 6


@dataclass(frozen=True, slots=True)
class ErrandLine:
    """An errand as drawn in a list."""

    errand: ErrandView
    title: Text
    mood: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act as drawn: what, for which service, by whom."""

    act: ActView
    title: Text
    who: Text


def listed(request: HttpRequest) -> HttpResponse:
    """My errands, and every act on them from the evidence log."""
    actor, now = require_actor(request), timezone.now()
    acts = acts_for_me(actor, _before(request))
    context = {
        "lines": [errand_line(one) for one in my_errands(actor, now)],
        "acts": [act_line(one) for one in acts],
        "older": acts[-1].at.isoformat().replace("+", "%2B") if len(acts) == 50 else "",
        "path": (Crumb(TITLE),),
    }
    return render(request, "helping/helped.html", context)


def ask(request: HttpRequest) -> HttpResponse:
    """The form: who, what, until when; a POST gives the mandate."""
    actor, now = require_actor(request), timezone.now()
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            made = ask_help(
                actor=actor,
                helper_id=request.POST.get("helper", "")[:60],
                item_code=request.POST.get("item", "")[:60],
                purpose=request.POST.get("purpose", ""),
                until=day_of(request),
                token=token_of(request),
                now=now,
            )
        except Refusal as refused:
            faults = told(refused)
        else:
            messages.success(request, gettext("Asked. You are told of each step."))
            return see_other(f"{HOME}/{made.id}")
    return _ask_page(request, actor, faults, now)


def show(request: HttpRequest, errand_id: str) -> HttpResponse:
    """One errand of mine; ``stage`` says which button was pressed."""
    actor = require_actor(request)
    known = errand(actor, errand_id, timezone.now())
    if request.method != "POST":
        return _page(request, actor, known)
    try:
        return _act(request, actor, known)
    except Refusal as refused:
        return _page(request, actor, known, told(refused))


def _act(request: HttpRequest, actor: Actor, known: ErrandView) -> HttpResponse:
    stage, now = request.POST.get("stage", ""), timezone.now()
    if stage == "confirm":
        return _confirm(request, actor, known, now)
    if stage == "return":
        return_errand(actor=actor, errand_id=known.id, now=now)
        messages.success(request, gettext("Sent back to the helper."))
    elif stage == "take-over":
        take_over(actor=actor, errand_id=known.id, now=now)
        return see_other(f"/items/{known.item_code}/apply")
    elif stage == "revoke":
        revoke_errand(actor=actor, errand_id=known.id, now=now)
        messages.success(request, gettext("Taken back. The helper can do and see nothing more."))
    elif stage == "received":
        receive_result(actor=actor, errand_id=known.id, now=now)
        messages.success(request, gettext("Done; the mandate has ended."))
    return see_other(f"{HOME}/{known.id}")


def _confirm(request: HttpRequest, actor: Actor, known: ErrandView, now: datetime) -> HttpResponse:
    item = published_item(known.item_code)
    version = request.POST.get("version", "")
    application = as_application(request, actor, item, known)
    try:
        sent = confirm_errand(
            actor=actor,
            errand_id=known.id,
            version=int(version) if version.isascii() and version.isdigit() else -1,
            item_version=item.version,
            answers=application.answers,
            material_blobs={code: one.blob_id for code, one in application.attached.items()},
            agreement=agreement_of(request, request.POST.get("truth", "")),
            now=now,
        )
    except Refusal as refused:
        if refused.kind is not RefusalKind.INVALID:
            raise
        return _page(request, actor, known, told(refused))
    return see_other(f"/cases/{sent.id}/result")


def _page(
    request: HttpRequest, actor: Actor, known: ErrandView, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    item = published_item(known.item_code)
    waits = known.state is ErrandState.PREPARED and known.prepared is not None
    context: dict[str, object] = {
        "errand": known,
        "line": errand_line(known),
        "village": place_name(known.village),
        "acts": [act_line(one) for one in acts_for_me(actor) if one.errand_id == known.id],
        "waits": waits,
        "faults": faults,
        "statement": STATEMENT,
        "statement_code": STATEMENT_CODE,
        "path": (Crumb(TITLE, HOME), Crumb(item.title)),
    }
    if waits:
        application = as_application(request, actor, item, known)
        parts, materials, missing = review_of(application, actor)
        context |= {"parts": parts, "materials": materials, "missing": missing}
    return render(request, "helping/errand.html", context, status=422 if faults else 200)


def _ask_page(
    request: HttpRequest, actor: Actor, faults: tuple[Fault, ...], now: datetime
) -> HttpResponse:
    given = request.GET.get("item", "")[:60]
    helpers = helpers_serving(_county_of(given), now)
    choices = tuple(
        Choice(one.id, Text.of(
            f"{one.name}（{place_name(one.area).zh}）", f"{one.name} ({place_name(one.area).en})"
        ), one.station)
        for one in helpers
    )  # fmt: skip
    label = Text.of("请哪位代办员", "Which helper?")
    hint = Text.of("请选您居住的村（社区）的代办员。", "The helper of the village you live in.")
    county = helpers[0].area[:_COUNTY] if helpers else ""
    context = {
        "helpers": helpers,
        "faults": faults,
        "token": token_of(request) if request.method == "POST" else new_token(),
        "fields": (
            field(request, faults, "helper", label, FieldKind.ONE, options=choices, hint=hint),
            item_field(request, faults, actor, county, given),
            purpose_field(request, faults),
            until_field(request, faults),
        ),
        "path": (Crumb(TITLE, HOME), Crumb(gettext("Ask a helper"))),
    }
    return render(request, "helping/ask.html", context, status=422 if faults else 200)


def _county_of(item_code: str) -> str:
    """The region of the service asked for, else everywhere."""
    if not item_code:
        return ""
    return published_item(item_code).region


def _before(request: HttpRequest) -> datetime | None:
    try:
        moment = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def errand_line(one: ErrandView) -> ErrandLine:
    """An errand in words."""
    return ErrandLine(one, item_title(one.item_code), _MOODS.get(one.state, Mood.PLAIN).value)


def act_line(one: ActView) -> ActLine:
    """An act in words."""
    who = (
        Text.of(f"代办员{one.by}", f"Helper {one.by}")
        if one.by
        else Text.of("工作人员", "An officer") if one.by_officer
        else Text.of("您本人", "You")
    )  # fmt: skip
    return ActLine(one, item_title(one.item_code), who)
