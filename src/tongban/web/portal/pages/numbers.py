"""/numbers/<token>: a number for everybody who has its address; /places/<code>/kiosk: taking one.

The terminal is a browser that a clerk of the place has opened for it at the desk; it is known by a
signed cookie, and nobody is signed in on it.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.catalogue.api import published_item
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.places.api import (
    NotAtThisPlace,
    PlaceView,
    TicketView,
    arrive,
    leave_line,
    lines_now,
    number,
    number_by_label,
    place,
    return_number,
    take_number,
)
from tongban.web.design.parts import Crumb, Fault
from tongban.web.design.qr import qr_path
from tongban.web.plumbing.acting import actor_of
from tongban.web.plumbing.forms import token_of
from tongban.web.plumbing.public_address import public_address
from tongban.web.plumbing.sessions import see_other, sign_out
from tongban.web.plumbing.terminals import terminal_of, wipe
from tongban.web.present.queueing import RULE, item_names, shown, wait_words

_LONGEST = 12


def show(request: HttpRequest, token: str) -> HttpResponse:
    """Where a number stands; by POST it is given back."""
    now = timezone.now()
    if request.method == "POST":
        leave_line(actor=actor_of(request), token=token, now=now)
        messages.success(request, gettext("The number is given back. Thank you."))
        return see_other(f"/numbers/{token}")
    ticket = number(token, now)
    known = place(ticket.place_code)
    context = {
        "number": shown(ticket),
        "place": known,
        "rule": RULE,
        "now": now,
        "path": (Crumb(known.name, f"/places/{known.code}"), Crumb(ticket.label)),
    }
    return render(request, "portal/number.html", context)


def kiosk(request: HttpRequest, code: str) -> HttpResponse:
    """The hall's terminal: take a number, arrive for an appointment, come back; apply or book.

    Who looks at it has not signed in: whatever session there was ends here, with its traces.

    Refuses: NotAtThisPlace (this browser is not the terminal of the place), PlaceNotFound.
    """
    if terminal_of(request) != code:
        raise NotAtThisPlace
    if actor_of(request).account_id is not None:
        sign_out(request)
    known = place(code)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            taken = _act(request, known)
            return see_other(f"/places/{code}/kiosk?taken={taken.token}")
        except Refusal as refused:
            field = "label" if "return" in request.POST else "code"
            faults = (Fault(refused.message, refused.mend, field),)
    now = timezone.now()
    context = {
        "place": known,
        "lines": [
            (one, wait_words(one.wait), _items(known, one.line.code))
            for one in lines_now(code, now)
        ],
        "rule": RULE,
        "faults": faults,
        "own": [(one, name) for one, name in item_names(known.items) if _online(one)],
        "bookable": known.booking is not None,
        **_taken(request),
    }
    status = RefusalKind.INVALID.value if faults else 200
    response = render(request, "portal/kiosk.html", context, status=status)
    wipe(request, response)
    return response


def _online(code: str) -> bool:
    """Whether the service can be applied for here, without a clerk."""
    try:
        item = published_item(code)
    except Refusal:
        return False
    return item.online and item.form_code is not None


def _act(request: HttpRequest, known: PlaceView) -> TicketView:
    terminal, now = Actor.anonymous(Channel.KIOSK), timezone.now()
    first = bool(request.POST.get("first"))
    if "return" in request.POST:
        label = request.POST.get("label", "").strip()[:_LONGEST]
        token = number_by_label(known.code, label, now).token
        return return_number(actor=terminal, token=token, now=now)
    if "arrive" in request.POST:
        typed = "".join(request.POST.get("code", "").split())[:_LONGEST]
        return arrive(actor=terminal, place_code=known.code, code=typed, first=first, now=now)
    return take_number(
        actor=terminal,
        place_code=known.code,
        item_code=request.POST.get("item", ""),
        first=first,
        token=token_of(request),
        now=now,
    )


def _items(known: PlaceView, line: str) -> list[tuple[str, object]]:
    codes = {code for w in known.windows if w.line == line for code in w.items}
    return [(code, name) for code, name in item_names(codes)]


def _taken(request: HttpRequest) -> dict[str, object]:
    """The number just taken here, with the code that leads a phone to it."""
    token = request.GET.get("taken", "")
    if not token:
        return {"number": None}
    ticket = number(token, timezone.now())
    return {
        "number": shown(ticket),
        "qr": qr_path(f"{public_address(request)}/numbers/{token}"),
    }
