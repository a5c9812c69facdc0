"""/console/federation: 平台联通, the hub and members, rows that went up, and what came back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import cross_grants, resources_elsewhere
from tongban.federation.api import (
    RowNotMended,
    RowNotOpen,
    mend_row,
    offers_elsewhere,
    platforms,
    quality_by_member,
    reporting,
)
from tongban.kernel.refusal import Refusal
from tongban.web.console.entry import navigation, steward_of
from tongban.web.console.faults import faults_of
from tongban.web.plumbing.sessions import see_other

_PAGE = "/console/federation"
_MOST_FIELDS, _LONGEST = 40, 512
_FIELD = "field-"


def show(request: HttpRequest) -> HttpResponse:
    """Platforms and the age of their snapshots, receipts, open exceptions; quality by member."""
    return _page(request)


def mend(request: HttpRequest, row: int) -> HttpResponse:
    """POST: put a rejected row right and let it go up again; without changes, as it is."""
    actor = steward_of(request)
    if request.method != "POST":
        return see_other(_PAGE)
    said = {
        name.removeprefix(_FIELD): str(value)[:_LONGEST]
        for name, value in list(request.POST.items())[:_MOST_FIELDS]
        if name.startswith(_FIELD)
    }
    reason = request.POST.get("reason", "")[:_LONGEST]
    try:
        mend_row(actor=actor, row_id=row, corrections=said, reason=reason, now=timezone.now())
    except (RowNotMended, RowNotOpen) as refusal:
        return _page(request, refusal, row, said, reason)
    messages.success(request, gettext("The row goes up again with the next batch."))
    return see_other(_PAGE)


def _page(
    request: HttpRequest,
    refusal: Refusal | None = None,
    row: int = 0,
    said: dict[str, str] | None = None,
    reason: str = "",
) -> HttpResponse:
    actor = steward_of(request)
    rows = reporting(actor)
    context = {
        "nav": navigation(request),
        "own_code": settings.PLATFORM_CODE,
        "platforms": platforms(actor),
        "now": timezone.now(),
        "rows": rows,
        "more": rows.rejected - len(rows.exceptions),
        "quality": quality_by_member(actor),
        "grants": cross_grants(actor),
        "resources": resources_elsewhere(timezone.now()),
        "offers": offers_elsewhere(timezone.now()),
        "faults": faults_of(refusal),
        "tried": {"row": row, "reason": reason},
        "exceptions": [
            (one, [(each, (said or {}).get(each.field, each.value) if one.id == row else each.value)
                   for each in one.faults])
            for one in rows.exceptions
        ],
    }  # fmt: skip
    status = 422 if refusal else 200
    return render(request, "console/federation.html", context, status=status)
