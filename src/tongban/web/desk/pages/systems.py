"""Cases with a department's own system 系统对接: how each stands, what is stuck, send again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.api import CaseView, case
from tongban.connectors.api import (
    ReferralNotFound,
    ReferralView,
    SettlingNeedsWords,
    SyncState,
    is_connected,
    referral_of_case,
    send_again,
    settle_conflict,
    stuck_referrals,
)
from tongban.kernel.actor import Actor
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.plumbing.sessions import see_other

_MOODS = {
    SyncState.QUEUED: "plain",
    SyncState.WAITING: "care",
    SyncState.THERE: "plain",
    SyncState.STUCK: "bad",
    SyncState.CONFLICT: "bad",
    SyncState.ENDED: "good",
}
_MOST_WORDS = 1001


def referral_shown(actor: Actor, known: CaseView) -> dict[str, object]:
    """What the case's page shows of the other system; nothing for most items."""
    if not is_connected(known.item_code):
        return {"referral": None}
    try:
        found = referral_of_case(actor, known.id)
    except ReferralNotFound:
        return {"referral": None}
    return {"referral": found, "referral_mood": mood_of(found)}


def mood_of(found: ReferralView) -> str:
    """The colour of its state."""
    return _MOODS[found.state]


def listing(request: HttpRequest) -> HttpResponse:
    """What waits for a person of the actor's posts."""
    actor = officer_of(request)
    context = {"nav": navigation(request, actor), "rows": stuck_referrals(actor)}
    return render(request, "desk/systems.html", context)


def again(request: HttpRequest, case_id: str) -> HttpResponse:
    """POST: try everything that waits at once."""
    actor = officer_of(request)
    send_again(actor=actor, case_id=case_id, now=timezone.now())
    messages.success(request, _("It is tried again within seconds."))
    return see_other(f"/desk/cases/{case_id}")


def settle(request: HttpRequest, case_id: str) -> HttpResponse:
    """POST: how the two sides were brought together."""
    actor = officer_of(request)
    words = request.POST.get("words", "")[:_MOST_WORDS]
    try:
        settle_conflict(actor=actor, case_id=case_id, words=words, now=timezone.now())
    except SettlingNeedsWords as refused:
        case(actor, case_id)
        messages.error(request, refused.message.zh)
    else:
        messages.success(request, _("Written down; the two sides are settled."))
    return see_other(f"/desk/cases/{case_id}")
