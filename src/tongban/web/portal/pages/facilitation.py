"""/bundle-cases/<id>/facilitator: a facilitator 代办员 for a firm's project; /facilitation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.bundles.api import BundleState, bundle_case
from tongban.facilitation.api import (
    ContactMissing,
    StarsMissing,
    ask_for_facilitator,
    close_engagement,
    engagement_of,
    facilitation_counts,
)
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.stars import STARS, stars_of

_TITLE = Text.of("投资项目代办", "Project facilitation")


def about(request: HttpRequest) -> HttpResponse:
    """What a facilitator does and does not, and how firms rated it."""
    context = {"counts": facilitation_counts(), "path": (Crumb(_TITLE),)}
    return render(request, "portal/facilitation.html", context)


def show(request: HttpRequest, bundle_case_id: str) -> HttpResponse:
    """The facilitator of one project; a POST asks for one, or ends it with stars."""
    actor = require_actor(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        faults = _do(request, actor, bundle_case_id)
        if not faults:
            return see_other(f"/bundle-cases/{bundle_case_id}/facilitator")
    now = timezone.now()
    project = bundle_case(actor, bundle_case_id, now)
    context = {
        "project": project,
        "known": engagement_of(actor, bundle_case_id, now),
        "open": project.state not in (BundleState.DONE, BundleState.WITHDRAWN),
        "firm": actor.kind is ActorKind.FIRM_AGENT,
        "stars": STARS,
        "typed": request.POST.get("contact", "")[:120],
        "faults": faults,
        "path": (
            Crumb(gettext("My cases"), "/cases"),
            Crumb(project.name, f"/bundle-cases/{project.id}"),
            Crumb(_TITLE),
        ),
    }
    return render(request, "portal/facilitator.html", context, status=422 if faults else 200)


def _do(request: HttpRequest, actor: Actor, bundle_case_id: str) -> tuple[Fault, ...]:
    now = timezone.now()
    known = engagement_of(actor, bundle_case_id, now)
    try:
        if request.POST.get("act") == "close" and known is not None:
            close_engagement(actor=actor, engagement_id=known.id, stars=stars_of(request), now=now)
        else:
            ask_for_facilitator(
                actor=actor,
                bundle_case_id=bundle_case_id,
                contact=request.POST.get("contact", ""),
                now=now,
            )
    except (ContactMissing, StarsMissing) as refused:
        return (_fault(refused),)
    return ()


def _fault(refused: Refusal) -> Fault:
    field = "contact" if isinstance(refused, ContactMissing) else "stars-5"
    return Fault(refused.message, refused.mend, field)
