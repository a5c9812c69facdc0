"""/credit: one's own credit records, who looked, and objecting 我的信用."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.commitments.api import looks_at_my_credit, my_credit, object_to_record
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other


def show(request: HttpRequest) -> HttpResponse:
    """All of one's own, also what is over."""
    actor = require_actor(request)
    context = {
        "records": my_credit(actor, timezone.now()),
        "looks": looks_at_my_credit(actor),
        "path": (Crumb(gettext("My credit records")),),
    }
    return render(request, "portal/credit.html", context)


def objection(request: HttpRequest, record_id: str) -> HttpResponse:
    """POST: say that a record is wrong."""
    actor = require_actor(request)
    words = request.POST.get("words", "").strip()[:2000]
    object_to_record(actor=actor, record_id=record_id, words=words, now=timezone.now())
    messages.success(request, gettext("Your objection has arrived; whoever recorded it answers."))
    return see_other("/credit")
