"""/seals/…: a firm entrusts a seal to a person 授权用印; the person puts it on files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.kernel.refusal import Refusal
from tongban.seals.api import (
    EntrustmentState,
    Purpose,
    end_entrustment,
    entrust_seal,
    entrusted_seal,
    use_seal,
)
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.entrusting_form import entrusting_fields
from tongban.web.portal.pages.seals import MOODS, faults_told, own_seal
from tongban.web.portal.sharing_forms import day_of
from tongban.web.present.purposes import purpose_words
from tongban.web.present.sealing_form import read_sealing, sealing_fields


def ask(request: HttpRequest, seal_id: str) -> HttpResponse:
    """To whom, for what, until when; a POST entrusts."""
    known, refused = own_seal(request, seal_id), None
    if request.method == "POST":
        try:
            entrust_seal(
                actor=require_actor(request),
                seal_id=seal_id,
                person_number=request.POST.get("number", ""),
                person_name=request.POST.get("name", ""),
                scope=_scope(request),
                purpose=request.POST.get("purpose", ""),
                valid_until=day_of(request, "valid_until"),
                now=timezone.now(),
            )
            messages.success(request, gettext("Entrusted. Each use appears in the record below."))
            return see_other(f"/seals/{seal_id}#entrusted")
        except Refusal as refusal:
            refused = refusal
    faults = faults_told(refused)
    context = {
        "known": known,
        "faults": faults,
        "fields": entrusting_fields(known, request.POST, faults),
        "path": (
            Crumb(gettext("Seals of the firm"), "/seals"),
            Crumb(known.name, f"/seals/{seal_id}"),
            Crumb(gettext("Entrust")),
        ),
    }
    status = refused.kind.value if refused else 200
    return render(request, "portal/entrust.html", context, status=status)


def end(request: HttpRequest, entrustment_id: str) -> HttpResponse:
    """Take an entrustment back at once."""
    actor, now = require_actor(request), timezone.now()
    ended = end_entrustment(actor=actor, entrustment_id=entrustment_id, now=now)
    messages.success(request, gettext("Ended. It works for nobody from now on."))
    return see_other(f"/seals/{ended.seal_id}#entrusted")


def use(request: HttpRequest, entrustment_id: str) -> HttpResponse:
    """A seal that was entrusted to me; a POST puts it on a file."""
    actor, now, refused = require_actor(request), timezone.now(), None
    mine, _known, _uses = entrusted_seal(actor, entrustment_id, now)
    if request.method == "POST":
        try:
            wanted, _ = read_sealing(request, actor, now)
            use_seal(actor=actor, seal_id=mine.seal_id, now=now, **wanted)
            messages.success(request, gettext("Sealed; it stands in the record below."))
            return see_other(f"/seals/entrusted/{entrustment_id}")
        except Refusal as refusal:
            refused = refusal
    return _page(request, entrustment_id, refused)


def _page(request: HttpRequest, entrustment_id: str, refused: Refusal | None) -> HttpResponse:
    faults = faults_told(refused)
    actor, now = require_actor(request), timezone.now()
    mine, known, uses = entrusted_seal(actor, entrustment_id, now)
    context = {
        "mine": mine,
        "mood": MOODS.get(mine.state, "bad"),
        "usable": mine.state is EntrustmentState.OPEN,
        "fields": sealing_fields(known, request, faults, mine.scope),
        "faults": faults,
        "scope": [purpose_words(each) for each in mine.scope],
        "uses": [(one, purpose_words(one.purpose)) for one in uses],
        "path": (Crumb(gettext("Seals of the firm"), "/seals"), Crumb(known.name)),
    }
    status = refused.kind.value if refused else 200
    return render(request, "portal/entrusted.html", context, status=status)


def _scope(request: HttpRequest) -> tuple[Purpose, ...]:
    """What was ticked; what is none of the seal's is refused by the room."""
    found = []
    for each in request.POST.getlist("scope"):
        try:
            found.append(Purpose.parse(each))
        except ValueError:
            continue
    return tuple(found)
