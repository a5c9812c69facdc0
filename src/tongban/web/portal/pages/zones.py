"""/zones: assessed areas 区域评估, for everybody; does a plot lie in one?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.web.design.parts import Crumb
from tongban.web.portal.site_map import site_map
from tongban.web.present.naming import agency_name
from tongban.zones.api import AssessmentView, assessment_for, zones

_LONGEST = 1000


def listed(request: HttpRequest) -> HttpResponse:
    """Every zone and what it has assessed; with ``position`` also what stands for that plot."""
    now = timezone.now()
    known = zones(now)
    position = request.GET.get("position", "").strip()[:_LONGEST]
    refs = [one.article for zone in known for one in zone.assessments]
    context = {
        "zones": [(zone, agency_name(zone.agency_code)) for zone in known],
        "law": {str(ref): view for ref, view in articles(refs).items()},
        "position": position,
        "site_map": site_map("position", known),
        "standing": _standing(position) if position else (),
        "path": (Crumb(Text.of("区域评估", "Assessed areas")),),
    }
    return render(request, "portal/zones.html", context)


def _standing(position: str) -> tuple[AssessmentView, ...]:
    now = timezone.now()
    kinds = dict.fromkeys(one.kind for zone in zones(now) for one in zone.assessments)
    found = (assessment_for(kind, position, now) for kind in kinds)
    return tuple(one for one in found if one is not None)
