"""/desk/benefits: objections to answer, and what the agency paid, to recover where it was wrong."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.benefits.api import agency_benefits, answer_appeal, open_appeals, recover_benefit
from tongban.kernel.actor import Duty
from tongban.kernel.article import ArticleRef
from tongban.web.design.parts import Crumb
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.plumbing.sessions import see_other

_MOST_WORDS = 500


def show(request: HttpRequest) -> HttpResponse:
    """Open objections and the newest benefits of the officer's agencies."""
    actor = officer_of(request)
    context = {
        "nav": navigation(request, actor),
        "appeals": open_appeals(actor),
        "benefits": agency_benefits(actor),
        "decides": actor.has_duty(Duty.APPROVER),
        "path": (Crumb(_("Benefits")),),
    }
    return render(request, "desk/benefits.html", context)


def answer(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """POST: answer an objection."""
    actor = officer_of(request)
    if request.method == "POST":
        answer_appeal(
            actor=actor,
            appeal_id=appeal_id,
            upheld=request.POST.get("verdict") == "upheld",
            words=request.POST.get("answer", "").strip()[:_MOST_WORDS],
            now=timezone.now(),
        )
        messages.success(request, _("The person reads your answer."))
    return see_other("/desk/benefits")


def recover(request: HttpRequest, benefit_id: str) -> HttpResponse:
    """POST: ask a benefit back, with article and reasons."""
    actor = officer_of(request)
    if request.method == "POST":
        try:
            article = ArticleRef.parse(request.POST.get("article", ""))
        except ValueError:
            raise Http404 from None
        recover_benefit(
            actor=actor,
            benefit_id=benefit_id,
            article=article,
            words=request.POST.get("reasons", "").strip()[:_MOST_WORDS],
            now=timezone.now(),
        )
        messages.success(request, _("The person has the notice with your reasons."))
    return see_other("/desk/benefits")
