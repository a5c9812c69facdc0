"""/cases/<id>/rate: one rating for one service, by the person only 好差评."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.cases.api import case
from tongban.feedback.api import Satisfaction, invitation_for_case, rate
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.design.parts import Choice, Crumb, Fault, Field, FieldKind
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.rating_tags import TAGS

_LONGEST = 500


class NotYetRateable(Refusal):
    """There is nothing to rate: the case is still open, or it is not the visitor's own."""

    def __init__(self) -> None:
        super().__init__(
            "web.not_yet_rateable",
            Text.of("这个办件还不能评价。", "This case cannot be rated yet."),
            Text.of("办结后由申请人本人评价。", "The applicant can rate it once it is decided."),
            RefusalKind.CONFLICT,
        )


def show(request: HttpRequest, case_id: str) -> HttpResponse:
    """The rating page; a POST gives the rating, all five levels in words."""
    actor = require_actor(request)
    known = case(actor, case_id)
    invitation = invitation_for_case(actor, case_id)
    if invitation is None:
        raise NotYetRateable
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        level = next((s for s in Satisfaction if s.value == request.POST.get("level")), None)
        if level is None:
            faults = (Fault(gettext("Please choose how satisfied you are"), "", "level"),)
        else:
            try:
                rate(
                    actor=actor,
                    encounter_id=invitation.encounter_id,
                    level=level,
                    tags=tuple(t for t in request.POST.getlist("tags") if t in TAGS),
                    writing=request.POST.get("writing", "").strip()[:_LONGEST],
                    channel=actor.channel,
                    now=timezone.now(),
                )
                return see_other(f"/cases/{case_id}/rate")
            except Refusal as refused:
                if not refused.problems:
                    raise
                faults = tuple(Fault(one.message, one.mend) for one in refused.problems)
    context = {
        "case": known,
        "invitation": invitation,
        "faults": faults,
        "fields": _fields(request, faults),
        "tags": TAGS,
        "path": (
            Crumb(gettext("My cases"), "/cases"),
            Crumb(known.title, f"/cases/{case_id}"),
            Crumb(gettext("Rate")),
        ),
    }
    return render(request, "portal/rate.html", context, status=422 if faults else 200)


def _fields(request: HttpRequest, faults: tuple[Fault, ...]) -> tuple[Field, ...]:
    wrong = {fault.field: fault.message for fault in faults}
    levels = tuple(Choice(level.value, level.label) for level in Satisfaction)
    tags = tuple(Choice(code, words) for code, words in TAGS.items())
    chosen = request.POST.get("level", "")
    return (
        Field(
            "level",
            gettext("How satisfied are you with this service?"),
            FieldKind.ONE,
            (chosen,) if chosen else (),
            required=True,
            options=levels,
            error=wrong.get("level", ""),
        ),
        Field(
            "tags",
            gettext("What was it like? Choose any"),
            FieldKind.MANY,
            tuple(request.POST.getlist("tags")),
            options=tags,
        ),
        Field(
            "writing",
            gettext("Anything you want to tell us"),
            FieldKind.LONG,
            (request.POST.get("writing", ""),),
            hint=gettext("Do not write ID numbers or phone numbers here."),
            max_length=_LONGEST,
        ),
    )
