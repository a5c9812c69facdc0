"""/console/connectors: the line to each department's system, its backlog, a check on demand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.connectors.api import Finding, check_connectors, lines
from tongban.web.console.entry import navigation, steward_of
from tongban.web.present.naming import agency_name


def show(request: HttpRequest) -> HttpResponse:
    """Every line; after POST with what reaching each system found."""
    actor = steward_of(request)
    found: tuple[Finding, ...] = check_connectors(actor) if request.method == "POST" else ()
    rows = [
        {
            "line": line,
            "agency": agency_name(line.agency_code),
            "found": [each for each in found if each.code == line.code],
        }
        for line in lines(actor)
    ]
    return render(request, "console/connectors.html", {"nav": navigation(request), "rows": rows})
