"""/console/evidence: the chain's head, and checking every link of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.ledger.api import chain_head, leaves_about, verify_chain
from tongban.web.console.entry import navigation, steward_of


def show(request: HttpRequest) -> HttpResponse:
    """The head; with ``?check=1`` the whole chain is recomputed; ``?about=`` lists leaves."""
    actor = steward_of(request)
    about = request.GET.get("about", "").strip().replace("\0", "")[:80]
    context = {
        "nav": navigation(request),
        "head": chain_head(),
        "verdict": verify_chain() if request.GET.get("check") else None,
        "about": about,
        "leaves": leaves_about(actor, about) if about else (),
    }
    return render(request, "console/evidence.html", context)
