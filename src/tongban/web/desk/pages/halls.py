"""/desk/halls: the windows one may call from, a place's day, a window, and its terminal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.cases.api import Sought, desk_find
from tongban.catalogue.api import guide_item
from tongban.identity.api import subjects
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.places.api import (
    AppointmentView,
    NotAtThisPlace,
    PlacesSought,
    PlaceView,
    TicketView,
    WindowView,
    appointments_on,
    at_window,
    call_number,
    finish_number,
    lines_now,
    may_call,
    place,
    places,
    skip_number,
    subject_at_window,
    works_at,
)
from tongban.web.design.parts import Crumb, Fault
from tongban.web.design.qr import QrPath, qr_path
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.pages.queue import Line, line_of
from tongban.web.plumbing.days import office_calendar
from tongban.web.plumbing.public_address import public_address
from tongban.web.plumbing.sessions import see_other, sign_out
from tongban.web.plumbing.terminals import make_tablet, make_terminal
from tongban.web.present.queueing import item_name, shown, wait_words

_HALLS = Text.of("窗口叫号", "Windows")
_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)
_ENDS: dict[str, Callable[..., TicketView]] = {"finish": finish_number, "skip": skip_number}


def listing(request: HttpRequest) -> HttpResponse:
    """Every place where the officer may call, with its windows."""
    actor = officer_of(request)
    found = [one for one in _all_places() if works_at(actor, one)]
    context = {
        "nav": navigation(request, actor),
        "halls": [(one, _windows(actor, one)) for one in found],
    }
    return render(request, "desk/halls.html", context)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """A place's day: its lines now, and the appointments of the officer's own lines."""
    actor = officer_of(request)
    known = place(code)
    now = timezone.now()
    day = office_calendar().local_date(now)
    with suppress(ValueError):
        day = date.fromisoformat(request.GET.get("day", ""))
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(_HALLS, "/desk/halls"), Crumb(known.name)),
        "place": known,
        "windows": _windows(actor, known),
        "lines": [(one, wait_words(one.wait)) for one in lines_now(code, now)],
        "day": day,
        "booked": _named(actor, appointments_on(actor, code, day)),
    }
    return render(request, "desk/hall.html", context)


def window(request: HttpRequest, code: str, window_code: str) -> HttpResponse:
    """A window: call the next number, end it or pass it over, and open the person's cases."""
    actor = officer_of(request)
    known = place(code)
    opened = known.window(window_code)
    if opened is None:
        raise NotAtThisPlace
    faults: tuple[Fault, ...] = ()
    now = timezone.now()
    if request.method == "POST":
        try:
            _act(request, actor, known, opened, now)
            return see_other(f"/desk/halls/{code}/windows/{window_code}")
        except Refusal as refused:
            if refused.kind in _ELSEWHERE:
                raise
            faults = (Fault(refused.message, refused.mend),)
    here = at_window(actor, code, window_code, now)
    line = next(one for one in lines_now(code, now) if one.line.code == opened.line)
    context = {
        "nav": navigation(request, actor),
        "path": (
            Crumb(_HALLS, "/desk/halls"),
            Crumb(known.name, f"/desk/halls/{code}"),
            Crumb(opened.name),
        ),
        "place": known,
        "window": opened,
        "number": shown(here) if here else None,
        "line": line,
        "wait": wait_words(line.wait),
        "faults": faults,
        "lines": _cases_of(actor, here, now) if here else None,
        "begin": _begin(request, here) if here else None,
        "booked": bool(here and subject_at_window(actor, here.token)),
    }
    status = RefusalKind.CONFLICT.value if faults else 200
    return render(request, "desk/window.html", context, status=status)


def terminal(request: HttpRequest, code: str) -> HttpResponse:
    """POST: sign out here and make this browser the place's terminal for taking numbers."""
    if not works_at(officer_of(request), place(code)):
        raise NotAtThisPlace
    sign_out(request)
    response = see_other(f"/places/{code}/kiosk")
    make_terminal(request, response, code)
    return response


def tablet(request: HttpRequest, code: str, window_code: str) -> HttpResponse:
    """POST: sign out here and make this browser the rating tablet of the window."""
    opened = place(code).window(window_code)
    if opened is None or not may_call(officer_of(request), opened):
        raise NotAtThisPlace
    sign_out(request)
    response = see_other(f"/places/{code}/rating/{window_code}")
    make_tablet(request, response, f"{code}/{window_code}")
    return response


def _act(
    request: HttpRequest, actor: Actor, known: PlaceView, opened: WindowView, now: datetime
) -> None:
    end = _ENDS.get(request.POST.get("act", ""))
    if end is None:
        call_number(actor=actor, place_code=known.code, window_code=opened.code, now=now)
        return
    ended = end(actor=actor, token=request.POST.get("number", ""), now=now)
    messages.success(request, gettext("Recorded: %(number)s") % {"number": ended.label})


def _windows(actor: Actor, known: PlaceView) -> tuple[WindowView, ...]:
    return tuple(one for one in known.windows if may_call(actor, one))


def _all_places() -> list[PlaceView]:
    found: list[PlaceView] = []
    cursor: str | None = None
    while True:
        page = places(PlacesSought(), now=timezone.now(), cursor=cursor, size=100)
        found += [one.place for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


def _named(
    actor: Actor, views: tuple[AppointmentView, ...]
) -> list[tuple[AppointmentView, str, Text]]:
    """Appointments with the masked name of the person and the item's title."""
    known = subjects(actor, {one.subject_id for one in views})
    return [
        (
            one,
            known[one.subject_id].name if one.subject_id in known else "—",
            item_name(one.item_code),
        )
        for one in views
    ]


def _cases_of(actor: Actor, here: TicketView, now: datetime) -> list[Line] | None:
    """The cases of who booked the number, as far as the officer's posts see them."""
    subject_id = subject_at_window(actor, here.token)
    if subject_id is None:
        return None
    return [line_of(row, now) for row in desk_find(actor, Sought(subject_id=subject_id), now)]


def _begin(request: HttpRequest, here: TicketView) -> QrPath | None:
    """The code that leads the person's phone to the form; None where there is no form online."""
    try:
        item = guide_item(here.item_code)
    except Refusal:  # withdrawn since the number was taken
        return None
    if not (item.online and item.form_code):
        return None
    return qr_path(f"{public_address(request)}/items/{item.code}/apply")
