"""/console/evidence: the log's checkpoint, and checking every leaf of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.ledger.api import latest_checkpoint, leaves_about, verify_log
from tongban.web.console.entry import navigation, steward_of


def show(request: HttpRequest) -> HttpResponse:
    """The checkpoint; with ``?check=1`` the whole log is walked; ``?about=`` lists leaves."""
    actor = steward_of(request)
    about = request.GET.get("about", "").strip().replace("\0", "")[:80]
    context = {
        "nav": navigation(request),
        "head": latest_checkpoint(),
        "verdict": verify_log() if request.GET.get("check") else None,
        "about": about,
        "leaves": leaves_about(actor, about) if about else (),
    }
    return render(request, "console/evidence.html", context)
