"""/desk/zones: a zone's authority looks after what it assessed 区域评估成果."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import ZONES, navigation, officer_of
from tongban.web.plumbing.sessions import see_other
from tongban.zones.api import ReasonMissing, withdraw_assessment, zones


def show(request: HttpRequest) -> HttpResponse:
    """The assessments of the officer's zones; a POST withdraws one."""
    actor = officer_of(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            withdraw_assessment(
                actor=actor,
                number=request.POST.get("number", ""),
                reason=request.POST.get("reason", ""),
                now=timezone.now(),
            )
        except ReasonMissing as refused:
            faults = (Fault(refused.message, refused.mend),)
        else:
            return see_other("/desk/zones")
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(ZONES),),
        "zones": [one for one in zones(timezone.now()) if one.agency_code in actor.agencies],
        "faults": faults,
    }
    return render(request, "desk/zones.html", context, status=422 if faults else 200)
