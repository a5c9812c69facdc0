"""POST /desk/seals/…: use a seal, change its standing, answer a request; refusals in place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.seals.api import (
    Standing,
    approve_use,
    decline_use,
    request_use,
    seal,
    use_seal,
)
from tongban.web.desk.gaps import NO_ARTICLES, FormNotWhole
from tongban.web.desk.pages.seals import Attempt, keeper_of, overview, page
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.seal_lines import VERBS
from tongban.web.present.sealing_form import read_sealing

_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN)
_DONE: dict[str, Promise] = {
    Standing.SUSPENDED.value: gettext_lazy("Suspended. It refuses from now on."),
    Standing.IN_FORCE.value: gettext_lazy("In use again."),
    Standing.REVOKED.value: gettext_lazy("Revoked for good."),
}


def use(request: HttpRequest, seal_id: str) -> HttpResponse:
    """Seal a file, or ask for it where two persons are needed."""
    address = f"/desk/seals/{seal_id}"
    if request.method != "POST":  # coming back from the sign-in door
        return see_other(address)
    actor, now = keeper_of(request), timezone.now()
    known = seal(actor, seal_id, now)
    try:
        wanted, blob_id = read_sealing(request, actor, now)
        if known.takes_two(wanted["purpose"]):
            request_use(actor=actor, seal_id=seal_id, now=now, blob_id=blob_id, **wanted)
            messages.success(request, _("Asked. Another keeper must approve it."))
            return see_other("/desk/seals")
        use_seal(actor=actor, seal_id=seal_id, now=now, **wanted)
    except Refusal as refusal:
        return _again(request, seal_id, "use", refusal)
    messages.success(request, _("Sealed; it stands in the record below."))
    return see_other(address)


def change(request: HttpRequest, seal_id: str) -> HttpResponse:
    """Suspend, restore or revoke, with article and reason."""
    address = f"/desk/seals/{seal_id}"
    if request.method != "POST":
        return see_other(address)
    actor, now = keeper_of(request), timezone.now()
    known = seal(actor, seal_id, now)
    wanted = request.POST.get("standing", "")
    chosen = {str(ref): ref for ref in known.articles}.get(request.POST.get("article", ""))
    if wanted not in VERBS:
        return see_other(address)
    try:
        if chosen is None:
            raise FormNotWhole(NO_ARTICLES)
        VERBS[wanted](
            actor=actor,
            seal_id=seal_id,
            article=chosen,
            reason=request.POST.get("reason", ""),
            now=now,
        )
    except Refusal as refusal:
        return _again(request, seal_id, wanted, refusal)
    messages.success(request, str(_DONE[wanted]))
    return see_other(address)


def answer(request: HttpRequest, request_id: str) -> HttpResponse:
    """Approve, which seals at once, or decline with a reason."""
    if request.method != "POST":
        return see_other("/desk/seals")
    actor, now = keeper_of(request), timezone.now()
    try:
        if request.POST.get("answer") == "approve":
            used = approve_use(actor=actor, request_id=request_id, now=now)
            messages.success(request, _("Approved and sealed."))
            return see_other(f"/desk/seals/{used.seal_id}")
        decline_use(
            actor=actor, request_id=request_id, reason=request.POST.get("reason", ""), now=now
        )
    except Refusal as refusal:
        response = overview(request, actor, Attempt(request_id, refusal, request.POST))
        response.status_code = refusal.kind.value
        return response
    messages.success(request, _("Declined; nothing was sealed."))
    return see_other("/desk/seals")


def _again(request: HttpRequest, seal_id: str, slug: str, refusal: Refusal) -> HttpResponse:
    if refusal.kind in _ELSEWHERE:
        raise refusal
    attempt = Attempt(slug, refusal, request.POST)
    response = page(request, keeper_of(request), seal_id, attempt)
    response.status_code = refusal.kind.value
    return response
