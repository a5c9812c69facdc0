"""/presentations and /shown: selected fields for one audience, for five minutes 出示."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.certificates.api import (
    FormWish,
    ShareState,
    ShownFields,
    certificate,
    open_presentation,
    presentation,
    presentation_by_token,
    show_fields,
    withdraw_presentation,
)
from tongban.kernel.refusal import Refusal
from tongban.web.design.parts import Crumb, Fault
from tongban.web.design.qr import qr_path
from tongban.web.plumbing.acting import actor_of, require_actor
from tongban.web.plumbing.public_address import public_address
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.sharing_forms import STATE_MOODS, faults_of, showing_fields
from tongban.web.portal.wallet_path import under_certificate

_VIEWER = "viewer"


def ask(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The form; a POST makes the code."""
    actor = require_actor(request)
    known = certificate(actor, certificate_id)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            made = show_fields(
                actor=actor,
                certificate_id=certificate_id,
                fields=request.POST.getlist("fields"),
                audience=request.POST.get("audience", ""),
                now=timezone.now(),
            )
            return see_other(f"/presentations/{made.id}")
        except Refusal as refused:
            faults = faults_of(refused)
    context = {
        "certificate": known,
        "title": gettext("Show selected fields"),
        "intro": gettext(
            "Tick only what they need to see. You get a code that works once, for five minutes."
        ),
        "send": gettext("Make the code"),
        "faults": faults,
        "fields": showing_fields(known, request.POST, faults),
        "path": under_certificate(known.type_name, certificate_id, gettext("Show fields")),
    }
    return render(request, "portal/share-form.html", context, status=422 if faults else 200)


def mine(request: HttpRequest, show_id: str) -> HttpResponse:
    """The code to hold out."""
    made = presentation(require_actor(request), show_id, timezone.now())
    address = request.build_absolute_uri(f"/shown/{made.token}")
    context = {
        "made": made,
        "open": made.state is ShareState.OPEN,
        "lasts": made.state in (ShareState.OPEN, ShareState.SEEN),
        "mood": STATE_MOODS.get(made.state, "bad"),
        "address": address,
        "qr": qr_path(address),
        "path": under_certificate(made.type_name, made.certificate_id, gettext("Show fields")),
    }
    return render(request, "portal/presentation.html", context)


def end(request: HttpRequest, show_id: str) -> HttpResponse:
    """End it before its time."""
    actor = require_actor(request)
    withdraw_presentation(actor=actor, presentation_id=show_id, now=timezone.now())
    return see_other(f"/presentations/{show_id}")


def look(request: HttpRequest, token: str) -> HttpResponse:
    """The audience's page: what is offered; by POST the values, which counts as the one look."""
    now = timezone.now()
    offered = presentation_by_token(token, now)
    seen: ShownFields | None = None
    if request.method == "POST":
        seen = open_presentation(
            actor=actor_of(request),
            token=token,
            viewer=_viewer(request),
            now=now,
            wish=FormWish(public_address(request)),
        )
    context = {
        "offered": offered,
        "seen": seen,
        "open": offered.state in (ShareState.OPEN, ShareState.SEEN),
        "path": (Crumb(gettext("Shown to you")),),
    }
    response = render(request, "portal/shown.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _viewer(request: HttpRequest) -> str:
    """A random name for this browser, kept in its session: says nothing about the person."""
    known = request.session.get(_VIEWER)
    if not isinstance(known, str):
        known = request.session[_VIEWER] = secrets.token_hex(16)
    return known
