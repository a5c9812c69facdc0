"""/desk/helpers: who leads a town's office appoints helpers, ends them, calls residents back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.assistance.api import (
    DutyView,
    HelperView,
    appoint_helper,
    call_back,
    calls_to_make,
    end_appointment,
    helpers_led,
)
from tongban.jurisdiction.api import DivisionLevel, divisions_under, local_date
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.reception.api import Presented, SeenBy
from tongban.web.design.parts import Choice, Crumb, Fault, FieldKind
from tongban.web.desk.entry import HELPERS, navigation, officer_of
from tongban.web.helping.fields import day_of, field, told
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import item_title, place_name

HOME = "/desk/helpers"


@dataclass(frozen=True, slots=True)
class HelperLine:
    """A helper as drawn."""

    helper: HelperView
    area: Text


@dataclass(frozen=True, slots=True)
class CallLine:
    """A request made by telephone as drawn."""

    call: DutyView
    title: Text


def show(request: HttpRequest) -> HttpResponse:
    """Calls to make, helpers, and the form to appoint one; ``stage`` says what was pressed."""
    actor, now = officer_of(request), timezone.now()
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            return _act(request, actor)
        except Refusal as refused:
            faults = told(refused)
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(HELPERS),),
        "calls": [CallLine(one, item_title(one.item_code)) for one in calls_to_make(actor, now)],
        "helpers": [HelperLine(one, place_name(one.area)) for one in helpers_led(actor)],
        "fields": _fields(request, actor, faults),
        "faults": faults,
    }
    return render(request, "helping/helpers.html", context, status=422 if faults else 200)


def _act(request: HttpRequest, actor: Actor) -> HttpResponse:
    posted, now = request.POST, timezone.now()
    stage = posted.get("stage", "")
    if stage in ("agreed", "not-agreed"):
        call_back(
            actor=actor, errand_id=posted.get("errand", "")[:60], agreed=stage == "agreed", now=now
        )
        messages.success(request, gettext("Kept, with your name and the time."))
    elif stage == "end":
        end_appointment(actor=actor, helper_id=posted.get("helper", "")[:60], now=now)
        messages.success(request, gettext("Ended at once, with every mandate of theirs."))
    else:
        _appoint(request, actor)
        messages.success(request, gettext("Appointed. They can sign in on their phone."))
    return see_other(HOME)


def _appoint(request: HttpRequest, actor: Actor) -> None:
    posted, now = request.POST, timezone.now()
    area = posted.get("area", "")[:12]
    post = next((one for one in actor.posts if Duty.APPROVER in one.duties), actor.posts[0])
    until, station = day_of(request), posted.get("station", "").strip()[:80]
    appoint_helper(
        actor=actor,
        appointee=Presented(
            posted.get("name", "")[:100], posted.get("number", "")[:30], SeenBy.EYE
        ),
        agency_code=post.agency_code,
        area=area,
        station=Text.of(station, station),
        phone=posted.get("phone", "")[:30],
        valid_from=local_date(now),
        valid_until=until or local_date(now).replace(month=12, day=31),
        now=now,
    )


def _fields(request: HttpRequest, actor: Actor, faults: tuple[Fault, ...]) -> tuple[object, ...]:
    regions = sorted({post.region for post in actor.posts if Duty.APPROVER in post.duties})
    villages = tuple(
        Choice(one.code, one.name)
        for region in regions
        for one in divisions_under(region)
        if one.level is DivisionLevel.VILLAGE
    )
    return (
        field(request, faults, "name", Text.of("姓名", "Name")),
        field(request, faults, "number", Text.of("身份证号码", "Number on the identity card")),
        field(
            request, faults, "area", Text.of("负责的村（社区）", "Village served"), FieldKind.PICK,
            options=villages,
        ),
        field(request, faults, "station", Text.of("服务站名称", "Name of the station")),
        field(request, faults, "phone", Text.of("联系电话", "Telephone"), FieldKind.PHONE),
        field(
            request, faults, "until", Text.of("任期到哪一天", "Last day of the term"),
            FieldKind.DATE,
        ),
    )  # fmt: skip
