"""/desk/monitoring/orders/new: a supervisor issues an order by hand 人工督办."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.monitoring.api import (
    NotYoursToIssue,
    agencies_within,
    bases,
    issue_order,
    may_issue,
)
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.gaps import faults_of
from tongban.web.plumbing.forms import token_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import article_title

_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)
_TYPED = ("case_number", "agency_code", "article", "words", "answer_days")
_USUAL_DAYS = "3"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; by POST the order goes out, its answer is due from then on."""
    actor = officer_of(request)
    if not may_issue(actor):
        raise NotYoursToIssue
    if request.method == "GET":
        return _form(request, actor)
    typed = {name: request.POST.get(name, "").strip() for name in _TYPED}
    basis = {str(ref): ref for ref in bases()}.get(typed["article"])
    days = typed["answer_days"]
    try:
        order_id = issue_order(
            actor=actor,
            case_number=typed["case_number"][:50],
            agency_code=typed["agency_code"][:18],
            article=basis,
            words=typed["words"],
            answer_days=int(days) if days.isdecimal() and len(days) < 4 else 0,
            token=token_of(request),
            now=timezone.now(),
        )
    except Refusal as refusal:
        if refusal.kind in _ELSEWHERE:
            raise
        return _form(request, actor, refusal)
    messages.success(request, gettext("The order is issued; the agency answers in time."))
    return see_other(f"/desk/monitoring/orders/{order_id}")


def _form(request: HttpRequest, actor: Actor, refusal: Refusal | None = None) -> HttpResponse:
    told = request.POST if request.method == "POST" else request.GET
    typed = {name: told.get(name, "") for name in _TYPED}
    context = {
        "nav": navigation(request, actor),
        "faults": faults_of(refusal),
        "typed": typed | {"answer_days": typed["answer_days"] or _USUAL_DAYS},
        "once": request.POST.get("once", ""),
        "agencies": agencies_within(actor),
        "bases": [(str(ref), article_title(ref)) for ref in bases()],
    }
    return render(request, "desk/order-new.html", context, status=422 if refusal else 200)
