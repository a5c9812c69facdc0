"""POST /desk/cases/<id>/<act>: one act; a refusal is shown in place, with what was typed kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tongban.cases.api import case
from tongban.catalogue.api import item_by_version
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.web.desk.acts import BY_SLUG, Act, Order
from tongban.web.desk.entry import officer_of
from tongban.web.desk.pages.case import Attempt, page
from tongban.web.plumbing.forms import version_of
from tongban.web.plumbing.sessions import see_other

_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN)


def do(request: HttpRequest, case_id: str, slug: str) -> HttpResponse:
    """Carry the act out, then show the case again."""
    act = BY_SLUG.get(slug)
    if act is None:
        raise Http404
    if request.method != "POST":  # coming back from the sign-in door
        return see_other(f"/desk/cases/{case_id}")
    actor = officer_of(request)
    known = case(actor, case_id)
    order = Order(
        actor=actor,
        case_id=case_id,
        version=version_of(request.POST),
        typed=request.POST,
        item=item_by_version(known.item_version_id),
        now=timezone.now(),
    )
    try:
        act.run(order)
    except Refusal as refusal:
        if refusal.kind in _ELSEWHERE:
            raise
        return _again(request, act, refusal, case_id)
    messages.success(request, str(act.done))
    return see_other(f"/desk/cases/{case_id}")


def _again(request: HttpRequest, act: Act, refusal: Refusal, case_id: str) -> HttpResponse:
    actor = officer_of(request)
    attempt = Attempt(act, refusal, request.POST)
    response = page(request, actor, case(actor, case_id), attempt)
    response.status_code = refusal.kind.value
    return response
