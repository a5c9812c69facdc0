"""/desk/obstacles: what people could not get done with this officer's agency 办不成事."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.obstacles.api import (
    Outcome,
    RootCause,
    WordsMissing,
    answer_matter,
    matter,
    waiting_matters,
)
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import OBSTACLES, navigation, officer_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import item_title

_HOME = "/desk/obstacles"
_CHOOSE = Fault(Text.of("请选择根因和结果。", "Choose a root cause and what came of it."))


def listed(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the most urgent first."""
    actor, now = officer_of(request), timezone.now()
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(OBSTACLES),),
        "rows": [
            (item_title(one.item_code), one, one.due_at < now) for one in waiting_matters(actor)
        ],
    }
    return render(request, "desk/obstacles.html", context)


def show(request: HttpRequest, matter_id: str) -> HttpResponse:
    """One matter; a POST answers it."""
    actor = officer_of(request)
    if request.method != "POST":
        return _one(request, actor, matter_id)
    try:
        cause = RootCause(request.POST.get("cause", ""))
        outcome = Outcome(request.POST.get("outcome", ""))
    except ValueError:
        return _one(request, actor, matter_id, (_CHOOSE,))
    try:
        answer_matter(
            actor=actor,
            matter_id=matter_id,
            cause=cause,
            outcome=outcome,
            words=request.POST.get("words", ""),
            change=request.POST.get("change", ""),
            now=timezone.now(),
        )
    except WordsMissing as refused:
        fault = Fault(refused.message, refused.mend, "words")
        return _one(request, actor, matter_id, (fault,))
    messages.success(request, gettext("Answered; the person says whether it is settled."))
    return see_other(_HOME)


def _one(
    request: HttpRequest, actor: Actor, matter_id: str, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    known = matter(actor, matter_id)
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(OBSTACLES, _HOME), Crumb(item_title(known.item_code))),
        "matter": known,
        "title": item_title(known.item_code),
        "causes": tuple(RootCause),
        "outcomes": tuple(Outcome),
        "faults": faults,
        "typed": {name: request.POST.get(name, "")[:2100] for name in ("words", "change")},
        "chosen": (request.POST.get("cause", ""), request.POST.get("outcome", "")),
    }
    return render(request, "desk/obstacle.html", context, status=422 if faults else 200)
