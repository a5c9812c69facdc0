"""/desk/sharing: requests for data with their clock, grants, contested values 数据共享."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import (
    CorrectionView,
    GrantedView,
    RequestStep,
    RequestView,
    answer_correction,
    corrections_waiting,
    dispute_request,
    extend_reply,
    grant_request,
    granted,
    known_resource,
    open_correction,
    refuse_request,
    request_queue,
    rule_on_dispute,
    waiting_across,
    withdraw_request,
)
from tongban.exchange.api import request as share_request
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Bar, Crumb, Fault, Light
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.pages.share_steps import (
    Act,
    RequestLine,
    drawn,
    fault_of,
    granting,
    light_of_due,
    refusing,
    take_step,
    with_reason,
)
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import agency_name, article_title, element_names, item_title

_HOME = "/desk/sharing"
_NEWEST, _LISTED, _BARS = 10, 50, 8


@dataclass(frozen=True, slots=True)
class GrantedLine:
    """What was granted of one resource, as drawn."""

    view: GrantedView
    resource: Text
    provider: Text


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A contested value that waits, without the person's words."""

    view: CorrectionView
    name: Text
    light: Light


def show(request: HttpRequest) -> HttpResponse:
    """What waits for the officer's agency, what it granted and holds, and contested values."""
    actor, now = officer_of(request), timezone.now()
    waiting = request_queue(actor, now)
    past = request_queue(actor, now, waiting=False, most=_NEWEST)
    lines = [_granted(one) for one in granted(actor, now)]
    context = {
        "nav": navigation(request, actor),
        "waiting": [_line(one, now) for one in waiting.items],
        "total": waiting.total,
        "across": waiting_across(actor),
        "settled": [_line(one, now) for one in past.items],
        "more_settled": past.next_cursor is not None,
        "granted": lines,
        "chart": [
            Bar(one.resource, one.view.in_force, str(one.view.in_force)) for one in lines[:_BARS]
        ],
        "corrections": [_correction(one, now) for one in corrections_waiting(actor)],
    }
    return render(request, "desk/sharing.html", context)


def settled(request: HttpRequest) -> HttpResponse:
    """All requests that are settled, newest first."""
    actor, now = officer_of(request), timezone.now()
    cursor = request.GET.get("cursor", "")[:60]
    page = request_queue(actor, now, waiting=False, cursor=cursor or None, most=_LISTED)
    context = {
        "nav": navigation(request, actor),
        "settled": [_line(one, now) for one in page.items],
        "next_url": f"{_HOME}/settled?cursor={page.next_cursor}" if page.next_cursor else "",
        "path": (Crumb(gettext("Data sharing"), _HOME), Crumb(gettext("Settled"))),
    }
    return render(request, "desk/sharing-settled.html", context)


def one(request: HttpRequest, request_id: str) -> HttpResponse:
    """One request: what is asked, why, by which article, and what may be done."""
    return _draw(request, officer_of(request), request_id)


def move(request: HttpRequest, request_id: str, step: str) -> HttpResponse:
    """Take one step; a refusal is shown in place."""
    return take_step(
        request, f"{_HOME}/{request_id}", request_id, _ACTS.get(step), _draw, gettext("Done.")
    )


def correction(request: HttpRequest, correction_id: str) -> HttpResponse:
    """Open a contested value, by POST because each opening leaves a record; answer it."""
    if request.method != "POST":
        return see_other(_HOME)
    actor, now = officer_of(request), timezone.now()
    found = request.POST.get("found", "")
    faults: tuple[Fault, ...] = ()
    if found in ("corrected", "upheld"):
        try:
            answer_correction(
                actor=actor,
                correction_id=correction_id,
                corrected=found == "corrected",
                words=request.POST.get("words", ""),
                now=now,
            )
        except Refusal as refusal:
            faults = fault_of(refusal)
        else:
            messages.success(request, gettext("Answered. The person is told."))
            return see_other(_HOME)
    view = open_correction(actor=actor, correction_id=correction_id, now=now)
    context = {
        "nav": navigation(request, actor),
        "line": _correction(view, now),
        "faults": faults,
        "path": (Crumb(gettext("Data sharing"), _HOME), Crumb(gettext("Contested value"))),
    }
    return render(request, "desk/contested.html", context, status=422 if faults else 200)


def _draw(
    request: HttpRequest,
    actor: Actor,
    request_id: str,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    line = _line(share_request(actor, request_id, now), now)
    path = (Crumb(gettext("Data sharing"), _HOME), Crumb(line.resource))
    shared = known_resource(line.view.resource_code)
    return drawn(request, actor, line, shared, path, faults, status)


def _line(view: RequestView, now: datetime) -> RequestLine:
    return RequestLine(
        view=view,
        url=f"{_HOME}/{view.id}",
        resource=known_resource(view.resource_code).name,
        consumer=agency_name(view.consumer_code),
        provider=agency_name(view.provider_code),
        item=item_title(view.item_code),
        article=article_title(view.article),
        light=light_of_due(view.due_at, now),
    )


def _granted(view: GrantedView) -> GrantedLine:
    return GrantedLine(
        view, known_resource(view.resource_code).name, agency_name(view.provider_code)
    )


def _correction(view: CorrectionView, now: datetime) -> CorrectionLine:
    name = element_names((view.element_id,))[view.element_id]
    return CorrectionLine(view, name, light_of_due(view.due_at, now))


def _rule(share: bool) -> Act:
    return with_reason(partial(rule_on_dispute, share=share))


_ACTS: Mapping[str, Act] = {
    RequestStep.GRANTED.value: granting(grant_request),
    RequestStep.REFUSED.value: refusing(refuse_request),
    RequestStep.EXTENDED.value: with_reason(extend_reply),
    RequestStep.DISPUTED.value: with_reason(dispute_request),
    RequestStep.WITHDRAWN.value: with_reason(withdraw_request),
    RequestStep.RULED_TO_SHARE.value: _rule(share=True),
    RequestStep.RULED_NOT_TO_SHARE.value: _rule(share=False),
}
