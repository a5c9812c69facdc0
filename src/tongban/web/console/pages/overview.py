"""/console/: is everything running, and how is the work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.cases.api import CaseState, case_counts
from tongban.content.api import current_release
from tongban.jobs.api import outbox_lag, worker_ready
from tongban.ledger.api import latest_checkpoint
from tongban.web.console.entry import navigation, steward_of
from tongban.web.console.folders import pack_folders
from tongban.web.design.parts import Bar


def show(request: HttpRequest) -> HttpResponse:
    """Figures as a chart and as a table."""
    actor = steward_of(request)
    now = timezone.now()
    counts = case_counts(actor)
    rows = [(state, counts.get(state, 0)) for state in CaseState]
    context = {
        "nav": navigation(request),
        "worker_ready": worker_ready(now),
        "lag": outbox_lag(now),
        "head": latest_checkpoint(),
        "releases": [current_release(name) for name in pack_folders()],
        "rows": rows,
        "total": sum(count for _, count in rows),
        "chart": [Bar(state.label, count, str(count)) for state, count in rows],
    }
    return render(request, "console/overview.html", context)
