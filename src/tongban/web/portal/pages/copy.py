"""/copies: an annotated copy 加注件 for one use: make it, print it, withdraw it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.certificates.api import (
    DocumentForm,
    annotated_copy,
    certificate,
    copy_document,
    make_copy,
    withdraw_copy,
)
from tongban.kernel.refusal import Refusal
from tongban.web.design.parts import Fault
from tongban.web.design.qr import qr_path
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.sharing_forms import STATE_MOODS, copy_fields, day_of, faults_of
from tongban.web.portal.wallet_path import under_certificate


def ask(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The form; a POST makes the copy."""
    actor = require_actor(request)
    known = certificate(actor, certificate_id)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            made = make_copy(
                actor=actor,
                certificate_id=certificate_id,
                purpose=request.POST.get("purpose", ""),
                user=request.POST.get("user", ""),
                valid_until=day_of(request, "valid_until"),
                now=timezone.now(),
            )
            return see_other(f"/copies/{made.id}")
        except Refusal as refused:
            faults = faults_of(refused)
    context = {
        "certificate": known,
        "title": gettext("Make an annotated copy"),
        "intro": gettext(
            "A copy for one use: purpose, user and last day stand on it, and whoever scans it sees "
            "them. It is worth nothing for anything else."
        ),
        "send": gettext("Make the copy"),
        "faults": faults,
        "fields": copy_fields(request.POST, faults),
        "path": under_certificate(known.type_name, certificate_id, gettext("Annotated copy")),
    }
    return render(request, "portal/share-form.html", context, status=422 if faults else 200)


def show(request: HttpRequest, copy_id: str) -> HttpResponse:
    """The copy as it is printed or shown on a phone."""
    actor = require_actor(request)
    made = annotated_copy(actor, copy_id, timezone.now())
    known = certificate(actor, made.certificate_id)
    address = request.build_absolute_uri(f"/verify/{made.verify_token}")
    context = {
        "copy": made,
        "certificate": known,
        "mood": STATE_MOODS.get(made.state, "bad"),
        "verify_address": address,
        "qr": qr_path(address),
        "path": under_certificate(known.type_name, known.id, gettext("Annotated copy")),
    }
    return render(request, "portal/copy.html", context)


def document(request: HttpRequest, copy_id: str, form: str) -> HttpResponse:
    """The sealed file of the copy, to hand to the one user it names."""
    actor, wanted = require_actor(request), DocumentForm(form)
    made = annotated_copy(actor, copy_id, timezone.now())
    address = request.build_absolute_uri(f"/verify/{made.verify_token}")
    body = copy_document(actor, copy_id, wanted, address)
    response = HttpResponse(body, content_type=wanted.media_type)
    shown = "inline" if wanted is DocumentForm.PDF else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{made.number}.{form}"'
    return response


def withdraw(request: HttpRequest, copy_id: str) -> HttpResponse:
    """Take the copy back."""
    withdraw_copy(actor=require_actor(request), copy_id=copy_id, now=timezone.now())
    messages.success(request, gettext("Withdrawn. Whoever scans it is told so."))
    return see_other(f"/copies/{copy_id}")
