"""/console/events: events on their way between rooms, and deliveries that wait for a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.jobs.api import outbox_lag, parked_deliveries, retry_parked, worker_ready
from tongban.kernel.actor import Duty
from tongban.web.console.entry import navigation, steward_of
from tongban.web.plumbing.sessions import see_other


def show(request: HttpRequest) -> HttpResponse:
    """How far behind the relay is, and what is parked."""
    actor = steward_of(request)
    now = timezone.now()
    operator = actor.has_duty(Duty.OPERATOR)
    context = {
        "nav": navigation(request),
        "lag": outbox_lag(now),
        "worker_ready": worker_ready(now),
        "operator": operator,
        "parked": parked_deliveries(actor) if operator else (),
    }
    return render(request, "console/events.html", context)


def retry(request: HttpRequest) -> HttpResponse:
    """Queue one parked delivery again."""
    actor = steward_of(request)
    if request.method == "POST":
        retry_parked(
            actor=actor,
            event_id=request.POST.get("event", "")[:80],
            handler_name=request.POST.get("handler", "")[:200],
        )
        messages.success(request, _("The event is on its way again."))
    return see_other("/console/events")
