"""/console/payments: each day's books against the channel's 对账, and what one side lacks."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.jurisdiction.api import local_date
from tongban.payments.api import channels, reconcile_day, reconciliations
from tongban.web.console.entry import navigation, steward_of
from tongban.web.plumbing.sessions import see_other


def show(request: HttpRequest) -> HttpResponse:
    """The reconciled days, newest first, and a form to reconcile one now."""
    actor = steward_of(request)
    context = {
        "nav": navigation(request),
        "days": reconciliations(actor),
        "channels": channels(),
        "today": local_date(timezone.now()),
    }
    return render(request, "console/payments.html", context)


def reconcile(request: HttpRequest) -> HttpResponse:
    """POST: reconcile a day with a channel, again if it was done before."""
    actor, now = steward_of(request), timezone.now()
    if request.method == "POST":
        said = reconcile_day(
            actor=actor,
            channel=request.POST.get("channel", "")[:40],
            day=_day(request.POST.get("day", ""), local_date(now)),
            now=now,
        )
        told = _("Both sides agree.") if said.agrees else _("The two sides differ; see the lines.")
        messages.success(request, told)
    return see_other("/console/payments")


def _day(given: str, today: date) -> date:
    try:
        return min(date.fromisoformat(given), today)
    except ValueError:
        return today
