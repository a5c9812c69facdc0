"""/obstacles: what could not be done 办不成事, told and settled; the causes for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.obstacles.api import (
    MatterView,
    WordsMissing,
    cause_counts,
    changes_made,
    matter,
    my_matters,
    settle_matter,
    tell_matter,
)
from tongban.web.design.parts import Bar, Crumb, Fault, Field, FieldKind
from tongban.web.plumbing.acting import actor_of, require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import agency_name, item_title

_HOME = "/obstacles"
_LONGEST = 2100


def listed(request: HttpRequest) -> HttpResponse:
    """What this is, my own matters, and the causes of the last year."""
    now = timezone.now()
    counts = cause_counts(now)
    context = {
        "mine": [(item_title(one.item_code), one) for one in my_matters(actor_of(request))],
        "counts": counts,
        "chart": tuple(Bar(one.cause.label, one.count, str(one.count)) for one in counts),
        "changes": changes_made(now),
        "path": (Crumb(gettext("What could not be done")),),
    }
    return render(request, "portal/obstacles.html", context)


def tell(request: HttpRequest, item_code: str) -> HttpResponse:
    """The form, of one service; a POST tells it."""
    actor = require_actor(request)
    typed = request.POST.get("words", "")[:_LONGEST]
    case_id = request.GET.get("case", "")[:60]
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            told = tell_matter(
                actor=actor,
                item_code=item_code,
                case_id=case_id,
                words=typed,
                token=request.POST.get("once", ""),
                now=timezone.now(),
            )
        except WordsMissing as refused:
            faults = (Fault(refused.message, refused.mend, "words"),)
        else:
            messages.success(request, gettext("Thank you. You are answered in five working days."))
            return see_other(f"{_HOME}/{told.id}")
    words = Field(
        "words",
        gettext("What could not be done, and what you were told?"),
        FieldKind.LONG,
        (typed,) if typed else (),
        required=True,
        error=faults[0].message if faults else "",
    )
    context = {
        "item_code": item_code,
        "title": item_title(item_code),
        "words": words,
        "faults": faults,
        "path": (Crumb(gettext("What could not be done"), _HOME), Crumb(item_title(item_code))),
    }
    return render(request, "portal/obstacle-tell.html", context, status=422 if faults else 200)


def show(request: HttpRequest, matter_id: str) -> HttpResponse:
    """One matter; a POST says whether it is settled."""
    actor = require_actor(request)
    if request.method == "POST":
        good = request.POST.get("settled") == "yes"
        settle_matter(actor=actor, matter_id=matter_id, satisfied=good, now=timezone.now())
        return see_other(f"{_HOME}/{matter_id}")
    return render(request, "portal/obstacle.html", _context(matter(actor, matter_id)))


def _context(known: MatterView) -> dict[str, object]:
    title = item_title(known.item_code)
    return {
        "matter": known,
        "title": title,
        "agency": agency_name(known.agency_code),
        "path": (Crumb(gettext("What could not be done"), _HOME), Crumb(title)),
    }
