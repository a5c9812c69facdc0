"""/console/batches: how far each list of certificates has come, and the rows it refused."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.certificates.api import BatchView, batch, batches
from tongban.web.console.entry import navigation, steward_of


def listing(request: HttpRequest) -> HttpResponse:
    """The newest batches."""
    actor = steward_of(request)
    lines = [(one, _percent(one)) for one in batches(actor)]
    context = {"nav": navigation(request), "lines": lines}
    return render(request, "console/batches.html", context)


def show(request: HttpRequest, batch_id: str) -> HttpResponse:
    """One batch; the page asks again by itself while it runs, as a plain reload does."""
    known = batch(steward_of(request), batch_id)
    response = render(
        request,
        "console/batch.html",
        {"nav": navigation(request), "batch": known, "percent": _percent(known)},
    )
    if known.finished_at is None:
        response["Refresh"] = "5"
    return response


def _percent(known: BatchView) -> int:
    return 100 * known.done // known.total if known.total else 0
