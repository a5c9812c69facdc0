"""/console/rules: which rules decide by themselves, and their kill switch 急停."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tongban.decisions.api import resume_table, stop_table, switches
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.refusal import Refusal
from tongban.web.console.entry import navigation, steward_of
from tongban.web.console.faults import faults_of
from tongban.web.plumbing.sessions import see_other

_VERBS = {"stop": stop_table, "resume": resume_table}
_SAID = {
    "stop": gettext_lazy("Stopped: every case goes to a person now."),
    "resume": gettext_lazy("The rules decide by themselves again."),
}


def show(request: HttpRequest) -> HttpResponse:
    """Every table with its switch."""
    return _page(request, steward_of(request), None)


def switch(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """POST: stop a table at once, or let it go again, with a reason."""
    actor = steward_of(request)
    if verb not in _VERBS:
        raise Http404
    if request.method != "POST":
        return see_other("/console/rules")
    reason = request.POST.get("reason", "").strip()[:500]
    try:
        _VERBS[verb](actor=actor, table_code=code, reason=reason, now=timezone.now())
    except Refusal as refusal:
        response = _page(request, actor, refusal)
        response.status_code = refusal.kind.value
        return response
    messages.success(request, str(_SAID[verb]))
    return see_other("/console/rules")


def _page(request: HttpRequest, actor: Actor, refusal: Refusal | None) -> HttpResponse:
    keeps = actor.has_duty(Duty.OPERATOR) or actor.has_duty(Duty.SUPERVISOR)
    context = {
        "nav": navigation(request),
        "switches": switches(actor) if keeps else (),
        "keeps": keeps,
        "faults": faults_of(refusal),
    }
    return render(request, "console/rules.html", context)
