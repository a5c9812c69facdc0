"""/seals: the e-seals of the firm one acts for 企业印章, their uses, and stopping a lost one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.jurisdiction.api import local_date
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.laws.api import articles
from tongban.seals.api import (
    EntrustmentState,
    SealNotFound,
    SealView,
    entrusted_to_me,
    entrustments_of,
    firm_seals,
    seal_uses,
    use_seal,
)
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.purposes import purpose_words
from tongban.web.present.seal_lines import VERBS, possible_changes, standing_words
from tongban.web.present.sealing_form import read_sealing, sealing_fields

_LONGEST_CURSOR = 60
MOODS = {EntrustmentState.OPEN: "good"}


def listed(request: HttpRequest) -> HttpResponse:
    """Seals of the firm for its legal representative, and what was entrusted to oneself."""
    now = timezone.now()
    today = local_date(now)
    actor = require_actor(request)
    known = firm_seals(actor, now)
    context = {
        "entrusted": [(one, MOODS.get(one.state, "bad")) for one in entrusted_to_me(actor, now)],
        "lines": [(one, *standing_words(one, today)) for one in known],
        "path": (Crumb(gettext("Seals of the firm")),),
    }
    return render(request, "portal/seals.html", context)


def show(request: HttpRequest, seal_id: str) -> HttpResponse:
    """One seal; a POST puts it on a file."""
    known = own_seal(request, seal_id)
    if request.method != "POST":
        return _page(request, known)
    actor, now = require_actor(request), timezone.now()
    try:
        wanted, _ = read_sealing(request, actor, now)
        use_seal(actor=actor, seal_id=seal_id, now=now, **wanted)
    except Refusal as refused:
        return _page(request, known, refused)
    messages.success(request, gettext("Sealed; it stands in the record below."))
    return see_other(f"/seals/{seal_id}")


def change(request: HttpRequest, seal_id: str) -> HttpResponse:
    """Suspend, restore or revoke; the article is the one the seal was issued with."""
    known = own_seal(request, seal_id)
    verb = VERBS.get(request.POST.get("standing", ""))
    if verb is None or not known.articles:
        return see_other(f"/seals/{seal_id}")
    try:
        verb(
            actor=require_actor(request),
            seal_id=seal_id,
            article=known.articles[0],
            reason=request.POST.get("reason", ""),
            now=timezone.now(),
        )
    except Refusal as refused:
        return _page(request, known, refused)
    messages.success(request, gettext("Changed; it holds from now on."))
    return see_other(f"/seals/{seal_id}")


def own_seal(request: HttpRequest, seal_id: str) -> SealView:
    """A seal of the firm one acts for. Refuses SealNotFound."""
    known = firm_seals(require_actor(request), timezone.now())
    for one in known:
        if one.id == seal_id:
            return one
    raise SealNotFound


def _page(request: HttpRequest, known: SealView, refused: Refusal | None = None) -> HttpResponse:
    faults = faults_told(refused)
    actor, now = require_actor(request), timezone.now()
    given = entrustments_of(actor, known.id, now)
    persons = {one.id: one.person_name for one in given}
    cursor = request.GET.get("uses", "")[:_LONGEST_CURSOR]
    found = seal_uses(actor, known.id, now, cursor=cursor or None)
    label, mood = standing_words(known, local_date(now))
    law = articles(known.articles)
    context = {
        "known": known,
        "label": label,
        "mood": mood,
        "usable": mood == "good",
        "fields": sealing_fields(known, request, faults),
        "faults": faults,
        "changes": possible_changes(known),
        "ground": next((one.label for one in law.values()), ""),
        "entrusted": [(one, MOODS.get(one.state, "bad")) for one in given],
        "uses": [
            (one, purpose_words(one.purpose), persons.get(one.entrustment_id, ""))
            for one in found.items
        ],
        "next_url": f"?uses={found.next_cursor}#uses" if found.next_cursor else "",
        "first_url": f"/seals/{known.id}#uses" if cursor else "",
        "path": (Crumb(gettext("Seals of the firm"), "/seals"), Crumb(known.name)),
    }
    status = refused.kind.value if refused else 200
    return render(request, "portal/seal.html", context, status=status)


def faults_told(refused: Refusal | None) -> tuple[Fault, ...]:
    """What was refused, for the page it happened on; raised again when there is no such page."""
    if refused is None:
        return ()
    if refused.kind in (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN):
        raise refused
    problems = (Fault(one.message, one.mend, one.where) for one in refused.problems)
    return (Fault(refused.message, refused.mend), *problems)
