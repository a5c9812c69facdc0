"""/lendings: what I lent and what was lent to me 授权用证; lending, ending, looking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.certificates.api import (
    Borrower,
    BorrowerKind,
    certificate,
    lend_certificate,
    lending,
    lendings_given,
    lendings_received,
    read_lent,
    revoke_lending,
)
from tongban.kernel.refusal import Refusal
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.sharing_forms import STATE_MOODS, day_of, faults_of, lending_fields
from tongban.web.portal.wallet_path import in_wallet, under_certificate

_KINDS = {kind.value: kind for kind in BorrowerKind}


def listed(request: HttpRequest) -> HttpResponse:
    """Given and received, newest first."""
    actor, now = require_actor(request), timezone.now()
    context = {
        "given": [(one, STATE_MOODS.get(one.state, "bad")) for one in lendings_given(actor, now)],
        "received": [
            (one, STATE_MOODS.get(one.state, "bad")) for one in lendings_received(actor, now)
        ],
        "path": in_wallet(gettext("Lendings")),
    }
    return render(request, "portal/lendings.html", context)


def ask(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The form; a POST lends."""
    actor = require_actor(request)
    known = certificate(actor, certificate_id)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        typed = request.POST
        kind = _KINDS.get(typed.get("kind", ""), BorrowerKind.PERSON)
        try:
            lend_certificate(
                actor=actor,
                certificate_id=certificate_id,
                borrower=Borrower(kind, typed.get("number", ""), typed.get("name", "")),
                fields=typed.getlist("fields"),
                purpose=typed.get("purpose", ""),
                valid_until=day_of(request, "valid_until"),
                now=timezone.now(),
            )
            messages.success(request, gettext("Lent. You will be told of each use."))
            return see_other("/lendings")
        except Refusal as refused:
            faults = faults_of(refused)
    context = {
        "certificate": known,
        "title": gettext("Lend this certificate"),
        "intro": gettext(
            "They can use it as you say below, and nobody else. Each use is told to you, and you "
            "can end it at any moment. They cannot lend it on."
        ),
        "send": gettext("Lend"),
        "faults": faults,
        "fields": lending_fields(known, request.POST, faults),
        "path": under_certificate(known.type_name, certificate_id, gettext("Lend")),
    }
    return render(request, "portal/share-form.html", context, status=422 if faults else 200)


def end(request: HttpRequest, lending_id: str) -> HttpResponse:
    """End a lending at once."""
    revoke_lending(actor=require_actor(request), lending_id=lending_id, now=timezone.now())
    messages.success(request, gettext("Ended. It works for nobody from now on."))
    return see_other("/lendings")


def look(request: HttpRequest, lending_id: str) -> HttpResponse:
    """What was lent to me, the lent fields only; by POST, because each look is a use."""
    actor, now = require_actor(request), timezone.now()
    if request.method != "POST":
        return see_other("/lendings")
    context = {
        "certificate": read_lent(actor=actor, lending_id=lending_id, now=now),
        "lending": lending(actor, lending_id, now),
        "path": (Crumb(gettext("Lendings"), "/lendings"), Crumb(gettext("Lent to me"))),
    }
    return render(request, "portal/borrowed.html", context)
