"""/desk/oversight: approvals to acknowledge, draws to announce, findings to publish 审管联动."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from tongban.files.api import BlobView
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.supervision.api import (
    DrawView,
    Finding,
    InspectionView,
    NoticeView,
    NotYoursToOversee,
    PlanView,
    acknowledge_notice,
    announce_draw,
    inspection_photo,
    latest_draws,
    may_oversee,
    notices_waiting,
    plans_of,
    record_inspection,
)
from tongban.web.design.parts import Fault
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.gaps import faults_of
from tongban.web.plumbing.handing_in import keep_material
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import item_title

_HOME = "/desk/oversight"
_MOST = 10
_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its service in words."""

    notice: NoticeView
    item: Text


@dataclass(frozen=True, slots=True)
class Due:
    """An inspection this officer was drawn for."""

    inspection: InspectionView
    draw: DrawView


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What waits for this inspector."""
    return _page(request, inspector_of(request))


@require_POST
def acknowledge(request: HttpRequest, notice_id: str) -> HttpResponse:
    """The approval is in our list."""
    actor = inspector_of(request)
    return _done(
        request,
        actor,
        lambda: acknowledge_notice(actor=actor, notice_id=notice_id, now=timezone.now()),
        gettext("Acknowledged."),
    )


@require_POST
def announce(request: HttpRequest, plan_code: str) -> HttpResponse:
    """Fix the lists; the lots follow within seconds."""
    actor = inspector_of(request)
    return _done(
        request,
        actor,
        lambda: announce_draw(actor=actor, plan_code=plan_code, now=timezone.now()),
        gettext("Announced. The lots are drawn as soon as the announcement is in the log."),
    )


@require_POST
def finding(request: HttpRequest, inspection_id: str) -> HttpResponse:
    """Publish what was found."""
    actor = inspector_of(request)
    found = {each.value: each for each in Finding}.get(request.POST.get("finding", ""))
    if found is None:
        chosen = Fault(Text.of("请选择检查结果。", "Choose what was found."))
        return _page(request, actor, (chosen,), inspection_id)
    kept = [keep_material(actor, one, "photos") for one in request.FILES.getlist("photos")[:_MOST]]
    wrong = tuple(Fault(one.message, one.mend) for one in kept if isinstance(one, Problem))
    if wrong:
        return _page(request, actor, wrong, inspection_id)
    return _done(
        request,
        actor,
        lambda: record_inspection(
            actor=actor,
            inspection_id=inspection_id,
            finding=found,
            words=request.POST.get("words", ""),
            photos=[one.id for one in kept if isinstance(one, BlobView)],
            now=timezone.now(),
        ),
        gettext("Published."),
        inspection_id,
    )


@require_GET
def photo(request: HttpRequest, inspection_id: str, place: int) -> HttpResponse:
    """A photo kept with a finding, as a file."""
    content = inspection_photo(inspector_of(request), inspection_id, place)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="photo-{place + 1}"'
    return response


def inspector_of(request: HttpRequest) -> Actor:
    """The officer, who inspects. Refuses: SignInNeeded, OfficersOnly, NotYoursToOversee."""
    actor = officer_of(request)
    if not may_oversee(actor):
        raise NotYoursToOversee
    return actor


def _done(
    request: HttpRequest, actor: Actor, act: Callable[[], object], said: str, about: str = ""
) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        if refusal.kind in _ELSEWHERE:
            raise
        return _page(request, actor, faults_of(refusal), about)
    messages.success(request, said)
    return see_other(_HOME)


def _page(
    request: HttpRequest, actor: Actor, faults: tuple[Fault, ...] = (), about: str = ""
) -> HttpResponse:
    draws = latest_draws(actor)
    plans: tuple[PlanView, ...] = plans_of(actor)
    mine = {post.id for post in actor.posts}
    context = {
        "nav": navigation(request, actor),
        "faults": faults,
        "about": about,
        "typed": request.POST,
        "told": [Told(each, item_title(each.item_code)) for each in notices_waiting(actor)],
        "plans": plans,
        "due": [
            Due(each, draw)
            for draw in draws
            for each in draw.inspections
            if each.finding is None and mine & set(each.inspectors)
        ],
        "findings": list(Finding),
        "draws": draws,
    }
    return render(request, "desk/oversight.html", context, status=422 if faults else 200)
