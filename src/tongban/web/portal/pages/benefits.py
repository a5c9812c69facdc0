"""/benefits: what I receive without applying 我的待遇, why, and how to say no or object."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.benefits.api import (
    BenefitState,
    BenefitView,
    answer_offer,
    benefit,
    declined_policies,
    lodge_appeal,
    my_appeals,
    my_benefits,
    policies_in_force,
    take_part_again,
)
from tongban.laws.api import articles
from tongban.web.design.parts import Crumb, Mood
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.receipt import facts_of

_LONGEST_CURSOR = 60
_MOST_WORDS = 500
_MOODS = {
    BenefitState.OFFERED: Mood.CARE,
    BenefitState.PAID: Mood.GOOD,
    BenefitState.BOUNCED: Mood.BAD,
    BenefitState.RECOVERING: Mood.CARE,
}


def listed(request: HttpRequest) -> HttpResponse:
    """My benefits, newest first; the policies there are; my objections."""
    actor = require_actor(request)
    page = my_benefits(actor, request.GET.get("after", "")[:_LONGEST_CURSOR])
    declined = declined_policies(actor)
    context = {
        "lines": [(one, _mood(one)) for one in page.items],
        "next_url": f"/benefits?after={page.next_cursor}" if page.next_cursor else "",
        "first_url": "/benefits" if request.GET.get("after") else "",
        "policies": [(one, one.code in declined) for one in policies_in_force()],
        "appeals": my_appeals(actor),
        "path": (Crumb(gettext("My benefits")),),
    }
    return render(request, "portal/benefits.html", context)


def show(request: HttpRequest, benefit_id: str) -> HttpResponse:
    """One benefit: how much, why, when; confirm, decline, object, pay back."""
    known = benefit(require_actor(request), benefit_id)
    refs = [reason.article for reason in known.receipt.reasons if reason.article]
    refs += [known.recovery_article] if known.recovery_article else []
    context = {
        "benefit": known,
        "mood": _mood(known),
        "facts": facts_of(known.receipt, {}),
        "law": {str(ref): view for ref, view in articles(refs).items()},
        "path": (Crumb(gettext("My benefits"), "/benefits"), Crumb(known.policy.title)),
    }
    return render(request, "portal/benefit.html", context)


def answer(request: HttpRequest, benefit_id: str) -> HttpResponse:
    """POST: confirm or decline."""
    actor = require_actor(request)
    accepts = request.POST.get("choice") == "accept"
    answer_offer(actor=actor, benefit_id=benefit_id, accepts=accepts, now=timezone.now())
    return see_other(f"/benefits/{benefit_id}")


def again(request: HttpRequest, code: str) -> HttpResponse:
    """POST: take a no back."""
    actor = require_actor(request)
    take_part_again(actor=actor, policy_code=code, now=timezone.now())
    messages.success(request, gettext("Done. You are looked at again from the next run on."))
    return see_other("/benefits")


def appeal(request: HttpRequest, code: str) -> HttpResponse:
    """POST: object to a benefit, or to not being offered one."""
    lodge_appeal(
        actor=require_actor(request),
        policy_code=code,
        benefit_id=request.POST.get("benefit", "")[:_LONGEST_CURSOR],
        words=request.POST.get("words", "").strip()[:_MOST_WORDS],
        now=timezone.now(),
    )
    messages.success(request, gettext("Your objection is sent; the answer appears on this page."))
    return see_other("/benefits")


def _mood(known: BenefitView) -> str:
    return _MOODS.get(known.state, Mood.PLAIN).value
