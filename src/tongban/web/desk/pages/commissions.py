"""/desk/commissions/<case>: intermediary services 中介服务 beside a case; nobody is named here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.cases.api import CaseView, case
from tongban.intermediaries.api import (
    BriefMissing,
    CommissionState,
    NotQualified,
    PaidBy,
    commission_by_lot,
    commission_result,
    commissions_of_case,
    services_of,
    stop_clock_for,
)
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.plumbing.forms import token_of, version_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import article_title

_QUEUE = Crumb(Text.of("待办", "Queue"), "/desk/")
_TITLE = Text.of("中介服务", "Intermediary services")


def show(request: HttpRequest, case_id: str) -> HttpResponse:
    """What was commissioned for this case; a POST draws by lot, or stops the legal clock."""
    actor = officer_of(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        faults = _do(request, actor, case_id)
        if not faults:
            return see_other(f"/desk/commissions/{case_id}")
    known, now = case(actor, case_id), timezone.now()
    rows = commissions_of_case(actor, case_id, now)
    context = {
        "nav": navigation(request, actor),
        "path": (_QUEUE, Crumb(known.number, f"/desk/cases/{case_id}"), Crumb(_TITLE)),
        "case": known,
        "rows": [(one, _may_stop(known, one.state, one.procedure)) for one in rows],
        "wanted": [
            (one, article_title(one.basis), one.paid_by is PaidBy.AGENCY)
            for one in services_of(known.item_code)
        ],
        "open": {one.service_code for one in rows if one.state.open},
        "typed": request.POST.get("brief", "")[:2100],
        "faults": faults,
    }
    return render(request, "desk/commissions.html", context, status=422 if faults else 200)


def result(request: HttpRequest, commission_id: str) -> HttpResponse:
    """The delivered file, straight from the institution."""
    actor = officer_of(request)
    kept, content = commission_result(actor, commission_id, timezone.now())
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{kept.id}"'
    return response


def _may_stop(known: CaseView, state: CommissionState, procedure: object) -> bool:
    """Whether the law lets the clock stand still for it, and it runs."""
    stops = procedure is not None and state is CommissionState.UNDER_WAY
    return stops and "start_special_procedure" in known.available and not known.clock.paused


def _do(request: HttpRequest, actor: Actor, case_id: str) -> tuple[Fault, ...]:
    now = timezone.now()
    if request.POST.get("act") == "stop":
        stop_clock_for(
            actor=actor,
            commission_id=request.POST.get("commission", ""),
            expected_version=version_of(request.POST),
            now=now,
        )
        return ()
    try:
        commission_by_lot(
            actor=actor,
            service_code=request.POST.get("service", ""),
            case_id=case_id,
            brief=request.POST.get("brief", ""),
            token=token_of(request),
            now=now,
        )
    except (BriefMissing, NotQualified) as refused:
        return (Fault(refused.message, refused.mend, "brief"),)
    return ()
