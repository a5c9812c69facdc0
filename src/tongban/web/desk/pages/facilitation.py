"""/desk/facilitation: a facilitator's projects 投资项目代办; no verb here decides anything."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.facilitation.api import (
    ContactMissing,
    EngagementState,
    RemindedToday,
    Turn,
    WordsMissing,
    engagement,
    engagements,
    leave_note,
    remind,
    take_project,
)
from tongban.kernel.actor import Actor
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import FACILITATION, navigation, officer_of
from tongban.web.plumbing.sessions import see_other

_HOME = "/desk/facilitation"


def listed(request: HttpRequest) -> HttpResponse:
    """Projects that wait for somebody, and the officer's own."""
    actor = officer_of(request)
    rows = engagements(actor)
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(FACILITATION),),
        "waiting": [one for one in rows if not one.mine],
        "mine": [one for one in rows if one.mine],
    }
    return render(request, "desk/facilitation.html", context)


def show(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """One project: its tasks, notes, contact; a POST takes it, notes or reminds."""
    actor = officer_of(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        faults = _do(request, actor, engagement_id)
        if not faults:
            return see_other(f"{_HOME}/{engagement_id}")
    known = engagement(actor, engagement_id, timezone.now())
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(FACILITATION, _HOME), Crumb(known.number)),
        "known": known,
        "waiting": known.state is EngagementState.ASKED,
        "under_way": known.state is EngagementState.UNDER_WAY,
        "later": Turn.LATER,
        "faults": faults,
        "typed": {name: request.POST.get(name, "")[:1100] for name in ("phone", "words")},
    }
    return render(request, "desk/engagement.html", context, status=422 if faults else 200)


def _do(request: HttpRequest, actor: Actor, engagement_id: str) -> tuple[Fault, ...]:
    act, now = request.POST.get("act", ""), timezone.now()
    try:
        if act == "take":
            phone = request.POST.get("phone", "")
            take_project(actor=actor, engagement_id=engagement_id, phone=phone, now=now)
        elif act == "remind":
            step = request.POST.get("step", "")
            remind(actor=actor, engagement_id=engagement_id, step=step, now=now)
            messages.success(request, gettext("Reminded."))
        else:
            words = request.POST.get("words", "")
            leave_note(actor=actor, engagement_id=engagement_id, words=words, now=now)
    except ContactMissing as refused:
        return (Fault(refused.message, refused.mend, "phone"),)
    except WordsMissing as refused:
        return (Fault(refused.message, refused.mend, "words"),)
    except RemindedToday as refused:
        return (Fault(refused.message, refused.mend),)
    return ()
