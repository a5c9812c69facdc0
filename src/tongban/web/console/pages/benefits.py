"""/console/benefits: each policy's runs, how many were found, told and paid."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.benefits.api import policy_runs, run_policy_again
from tongban.web.console.entry import navigation, steward_of
from tongban.web.plumbing.sessions import see_other


def show(request: HttpRequest) -> HttpResponse:
    """The newest runs."""
    context = {"nav": navigation(request), "runs": policy_runs(steward_of(request))}
    return render(request, "console/benefits.html", context)


def again(request: HttpRequest) -> HttpResponse:
    """POST: look at everybody once more."""
    actor = steward_of(request)
    if request.method == "POST":
        run_policy_again(
            actor=actor,
            policy_code=request.POST.get("policy", "")[:64],
            period=request.POST.get("period", "")[:7],
            now=timezone.now(),
        )
        messages.success(request, _("The run begins again; who has the benefit keeps it."))
    return see_other("/console/benefits")
