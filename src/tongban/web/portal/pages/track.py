"""/track: where a case stands, by number and query code, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.cases.api import TrackView, track_case
from tongban.kernel.refusal import Refusal
from tongban.web.design.parts import Crumb, Fault, Field
from tongban.web.portal.lists import mood_of
from tongban.web.present.clock import light_of
from tongban.web.present.timeline import timeline_of

_LONGEST = 50


def show(request: HttpRequest) -> HttpResponse:
    """The form, and by POST (numbers stay out of addresses and logs) the progress."""
    number = request.POST.get("number", "").strip()[:_LONGEST]
    query_code = request.POST.get("query_code", "").strip()[:_LONGEST]
    context: dict[str, object] = {
        "path": (Crumb(gettext("Track a case")),),
        "faults": (),
        "tracked": None,
    }
    status = 200
    if request.method == "POST":
        try:
            context |= _progress(track_case(number, query_code))
        except Refusal as refused:
            context["faults"] = (Fault(refused.message, refused.mend, "number"),)
            status = refused.kind.value
    context["fields"] = (
        Field(
            "number",
            gettext("Case number"),
            values=(number,) if number else (),
            required=True,
            hint=gettext("On the receipt, for example 99010220261123000001"),
            max_length=_LONGEST,
        ),
        Field("query_code", gettext("Query code"), required=True, max_length=_LONGEST),
    )
    return render(request, "portal/track.html", context, status=status)


def _progress(tracked: TrackView) -> dict[str, object]:
    return {
        "tracked": tracked,
        "mood": mood_of(tracked.state),
        "light": light_of(tracked.state, tracked.clock, timezone.now()),
        "steps": timeline_of(tracked.state, tracked.steps),
    }
