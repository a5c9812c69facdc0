"""/intermediaries: intermediary services 中介服务, their institutions, and commissioning one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.certificates.api import CertificateTypeNotFound, certificate_type
from tongban.intermediaries.api import (
    InstitutionView,
    PaidBy,
    ServiceView,
    commission_service,
    institutions,
    join_market,
    leave_market,
    my_offers,
    service,
    service_times,
    services,
)
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import actor_of, require_actor
from tongban.web.plumbing.forms import token_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import item_title

_HOME = "/intermediaries"
_TITLE = Text.of("中介服务", "Intermediary services")
_LONGEST = 2100


def listed(request: HttpRequest) -> HttpResponse:
    """Every service with its basis, published time and what it took in fact."""
    times = {one.service_code: one for one in service_times(timezone.now())}
    known = services()
    context = {
        "rows": [(one, times[one.code], tuple(map(item_title, one.item_codes))) for one in known],
        "law": {str(ref): view for ref, view in articles([s.basis for s in known]).items()},
        "path": (Crumb(_TITLE),),
    }
    return render(request, "portal/intermediaries.html", context)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """One service and who offers it; a POST commissions one."""
    wanted = service(code)
    if request.method != "POST":
        return _page(request, wanted, actor_of(request))
    actor = require_actor(request)
    if not request.POST.get("institution"):
        return _page(request, wanted, actor, (Fault(gettext("Choose an institution."), ""),))
    try:
        made = commission_service(
            actor=actor,
            service_code=code,
            institution_id=request.POST.get("institution", ""),
            case_id=request.POST.get("case", "")[:60],
            brief=request.POST.get("brief", "")[:_LONGEST],
            token=token_of(request),
            now=timezone.now(),
        )
    except Refusal as refused:
        if refused.kind not in (RefusalKind.INVALID, RefusalKind.CONFLICT):
            raise
        return _page(request, wanted, actor, (Fault(refused.message, refused.mend, "brief"),))
    messages.success(request, gettext("The institution is told. Its time counts once it takes it."))
    return see_other(f"{_HOME}/commissions/{made.id}")


def offer(request: HttpRequest, code: str) -> HttpResponse:
    """POST: the firm offers the service from now on, or no longer."""
    actor = require_actor(request)
    act = leave_market if request.POST.get("act") == "leave" else join_market
    act(actor=actor, service_code=code, now=timezone.now())
    return see_other(f"{_HOME}/{code}")


def _page(
    request: HttpRequest, wanted: ServiceView, actor: Actor, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    now = timezone.now()
    lines = institutions(wanted.code, now)
    signed_in = actor.kind in (ActorKind.PERSON, ActorKind.FIRM_AGENT)
    context = {
        "service": wanted,
        "items": [(code, item_title(code)) for code in wanted.item_codes],
        "law": {str(ref): view for ref, view in articles([wanted.basis]).items()},
        "qualification": _qualification(wanted.qualification),
        "lines": lines,
        "choices": [one for one in lines if one.qualified and one.id != actor.acts_for],
        "chosen": request.POST.get("institution", ""),
        "typed": request.POST.get("brief", "")[:_LONGEST],
        "case_id": request.POST.get("case", request.GET.get("case", ""))[:60],
        "chooses": wanted.paid_by is PaidBy.CLIENT,
        "signed_in": signed_in,
        "firm": actor.kind is ActorKind.FIRM_AGENT,
        "offered": _offered(my_offers(actor, now), wanted.code),
        "faults": faults,
        "path": (Crumb(_TITLE, _HOME), Crumb(wanted.name)),
    }
    return render(request, "portal/intermediary.html", context, status=422 if faults else 200)


def _offered(mine: tuple[InstitutionView, ...], code: str) -> bool:
    return any(one.service_code == code for one in mine)


def _qualification(code: str) -> Text | None:
    if not code:
        return None
    try:
        return certificate_type(code).name
    except CertificateTypeNotFound:
        return Text.of(code)
