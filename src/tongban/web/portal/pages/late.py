"""/late: clocks that ran out, with their causes, for anybody 超期公示."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from tongban.cases.api import published_lateness
from tongban.web.design.parts import Crumb


def show(request: HttpRequest) -> HttpResponse:
    """What was late, newest first; an agency that has not said why is shown so."""
    after = request.GET.get("after") or None
    page = published_lateness(after)
    context = {
        "rows": page.items,
        "next_url": f"/late?after={page.next_cursor}" if page.next_cursor else "",
        "first_url": "/late" if after else "",
        "path": (Crumb(gettext("Late cases and why")),),
    }
    return render(request, "portal/late.html", context)
