"""/intermediaries/commissions: commissions 委托 of one's own, as a client or as an institution."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.intermediaries.api import (
    CommissionState,
    CommissionView,
    StarsMissing,
    accept_commission,
    commission,
    commission_result,
    decline_commission,
    deliver_commission,
    my_commissions,
    my_offers,
    rate_institution,
    service,
    withdraw_commission,
)
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.handing_in import keep_material
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.stars import STARS, stars_of

_HOME = "/intermediaries/commissions"
_MARKET = Crumb(Text.of("中介服务", "Intermediary services"), "/intermediaries")
_PLAIN = {
    "accept": accept_commission,
    "decline": decline_commission,
    "withdraw": withdraw_commission,
}


def listed(request: HttpRequest) -> HttpResponse:
    """What one asked for, what one was asked for, and what one's firm offers."""
    actor, now = require_actor(request), timezone.now()
    mine = my_commissions(actor, now)
    context = {
        "asked": [one for one in mine if one.institution_id != actor.acts_for],
        "received": [one for one in mine if one.institution_id == actor.acts_for],
        "offers": [(service(one.service_code), one) for one in my_offers(actor, now)],
        "path": (_MARKET, Crumb(gettext("My commissions"))),
    }
    return render(request, "portal/commissions.html", context)


def show(request: HttpRequest, commission_id: str) -> HttpResponse:
    """One commission; a POST does what its form says."""
    actor = require_actor(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        faults = _do(request, actor, commission_id)
        if not faults:
            return see_other(f"{_HOME}/{commission_id}")
    known = commission(actor, commission_id, timezone.now())
    mine = known.institution_id == actor.acts_for
    context = {
        "known": known,
        "as_institution": mine,
        "as_client": not mine and not actor.posts,
        "asked": known.state is CommissionState.ASKED,
        "under_way": known.state is CommissionState.UNDER_WAY,
        "delivered": known.state is CommissionState.DELIVERED,
        "stars": STARS,
        "faults": faults,
        "path": (_MARKET, Crumb(gettext("My commissions"), _HOME), Crumb(known.service_name)),
    }
    return render(request, "portal/commission.html", context, status=422 if faults else 200)


def result(request: HttpRequest, commission_id: str) -> HttpResponse:
    """The delivered file."""
    return send_result(require_actor(request), commission_id)


def send_result(actor: Actor, commission_id: str) -> HttpResponse:
    """The delivered file as a download, for whoever may read the commission."""
    kept, content = commission_result(actor, commission_id, timezone.now())
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(kept.filename)}"
    return response


def _do(request: HttpRequest, actor: Actor, commission_id: str) -> tuple[Fault, ...]:
    act, now = request.POST.get("act", ""), timezone.now()
    if act in _PLAIN:
        _PLAIN[act](actor=actor, commission_id=commission_id, now=now)
    elif act == "deliver":
        return _deliver(request, actor, commission(actor, commission_id, now))
    else:
        try:
            rate_institution(
                actor=actor, commission_id=commission_id, stars=stars_of(request), now=now
            )
        except StarsMissing as refused:
            return (Fault(refused.message, refused.mend, "stars-5"),)
    return ()


def _deliver(request: HttpRequest, actor: Actor, known: CommissionView) -> tuple[Fault, ...]:
    upload = request.FILES.get("result")
    if upload is None:
        return (Fault(gettext("Choose a file"), "", "result"),)
    kept = keep_material(actor, upload, "result")
    if isinstance(kept, Problem):
        return (Fault(kept.message, kept.mend, "result"),)
    deliver_commission(actor=actor, commission_id=known.id, blob_id=kept.id, now=timezone.now())
    return ()
