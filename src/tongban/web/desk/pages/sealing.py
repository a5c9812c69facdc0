"""/desk/seals/certificates: what two keepers seal, the first proposing, the second confirming."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.certificates.api import SealingState, certificates_to_seal, propose_sealing
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import navigation
from tongban.web.desk.gaps import faults_of
from tongban.web.desk.pages.seals import SEALS, keeper_of
from tongban.web.plumbing.sessions import see_other

_MOODS = {SealingState.UNASKED: "care", SealingState.WAITING: "care", SealingState.SEALED: "good"}
_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN)
_LONGEST_CURSOR = 60


def listing(request: HttpRequest) -> HttpResponse:
    """The certificates, newest first, each with where its sealing stands."""
    return _page(request)


def propose(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The first person asks; the second finds it on this page and among the requests."""
    if request.method != "POST":  # coming back from the sign-in door
        return see_other("/desk/seals/certificates")
    actor, now = keeper_of(request), timezone.now()
    try:
        propose_sealing(actor=actor, certificate_id=certificate_id, now=now)
    except Refusal as refusal:
        if refusal.kind in _ELSEWHERE:
            raise
        response = _page(request, faults_of(refusal))
        response.status_code = refusal.kind.value
        return response
    messages.success(request, _("Proposed. Another keeper must confirm it."))
    return see_other("/desk/seals/certificates")


def _page(request: HttpRequest, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    actor = keeper_of(request)
    cursor = request.GET.get("cursor", "")[:_LONGEST_CURSOR]
    found = certificates_to_seal(actor, timezone.now(), cursor=cursor or None)
    context = {
        "nav": navigation(request, actor),
        "path": (SEALS, Crumb(Text.of("证照双人用印", "Certificates sealed by two"))),
        "lines": [(one, _MOODS[one.state]) for one in found.items],
        "next_url": f"/desk/seals/certificates?cursor={found.next_cursor}"
        if found.next_cursor
        else "",
        "first_url": "/desk/seals/certificates" if cursor else "",
        "faults": faults,
    }
    return render(request, "desk/sealing.html", context)
