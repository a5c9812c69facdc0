"""/desk/sharing/across: requests and grants between our agencies and other platforms 跨平台共享."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import (
    AskableView,
    CrossGrantView,
    CrossRequestView,
    RequestStep,
    ask_across,
    askable_across,
    cross_grants,
    cross_request,
    cross_requests,
    extend_across,
    grant_requested_across,
    known_resource,
    refuse_across,
    revoke_across,
    withdraw_across,
)
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault, Light, LightColour
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
from tongban.web.present.naming import article_title, element_names, item_title

_HOME = "/desk/sharing/across"
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class AcrossLine:
    """A grant across platforms as drawn."""

    view: CrossGrantView
    item: Text


@dataclass(frozen=True, slots=True)
class AskLine:
    """What may be asked of another platform, as drawn."""

    view: AskableView
    fields: tuple[Text, ...]
    article: Text


def line_of(view: CrossRequestView, now: datetime) -> RequestLine:
    """A request across platforms as drawn among the others."""
    cited = article_title(view.article)
    return RequestLine(
        view=view, url=f"{_HOME}/{view.id}", resource=view.resource_name,
        consumer=view.consumer_name, provider=view.provider_name, item=view.item_name,
        # An article that we have no text of is named as its platform names it.
        article=view.article_name if cited == Text.of(str(view.article)) else cited,
        light=_light(view, now), platform=view.platform_name,
    )  # fmt: skip


def show(request: HttpRequest) -> HttpResponse:
    """What others ask and were granted, what we asked, hold, and may ask."""
    return _home(request, officer_of(request), ())


def one(request: HttpRequest, request_id: str) -> HttpResponse:
    """One request: who asks what of whom, why, by which article, and what may be done."""
    return _draw(request, officer_of(request), request_id)


def move(request: HttpRequest, request_id: str, step: str) -> HttpResponse:
    """Take one step; a refusal is shown in place."""
    done = gettext("Done. Our next snapshot tells the other platform.")
    address = f"{_HOME}/{request_id}"
    return take_step(request, address, request_id, _ACTS.get(step), _draw, done)


def ask(request: HttpRequest) -> HttpResponse:
    """Ask another platform for what one of our items uses."""
    if request.method != "POST":
        return see_other(_HOME)
    actor = officer_of(request)
    said = {
        name: request.POST.get(name, "")[:_LONGEST] for name in ("platform", "resource", "item")
    }
    try:
        ask_across(
            actor=actor, platform=said["platform"], resource_code=said["resource"],
            item_code=said["item"], now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return _home(request, actor, fault_of(refusal), refusal.kind.value)
    messages.success(request, gettext("Asked. Our next snapshot tells the other platform."))
    return see_other(_HOME)


def revoke(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Take back a grant across platforms, or use one no longer."""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        revoke_across(
            actor=officer_of(request), grant_id=grant_id, reason=reason, now=timezone.now()
        )
        messages.success(request, gettext("Ended. The nodes are told within seconds."))
    return see_other(_HOME)


def _home(
    request: HttpRequest, actor: Actor, faults: tuple[Fault, ...], status: int = 200
) -> HttpResponse:
    now = timezone.now()
    waiting = cross_requests(actor, now)
    settled = [line_of(each, now) for each in cross_requests(actor, now, waiting=False)]
    abroad = {each.view.item_code: each.item for each in settled}
    grants = [AcrossLine(each, _item_of(each, abroad)) for each in cross_grants(actor)]
    context = {
        "nav": navigation(request, actor),
        "faults": faults,
        "received": [line_of(each, now) for each in waiting if each.received],
        "asked": [line_of(each, now) for each in waiting if not each.received],
        "settled": settled,
        "given": [each for each in grants if each.view.given],
        "held": [each for each in grants if not each.view.given],
        "askable": [_askable(each) for each in askable_across(actor, now)],
        "path": (
            Crumb(gettext("Data sharing"), "/desk/sharing"),
            Crumb(gettext("Across platforms")),
        ),
    }
    return render(request, "desk/sharing-across.html", context, status=status)


def _draw(
    request: HttpRequest,
    actor: Actor,
    request_id: str,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    known = cross_request(actor, request_id, now)
    line = line_of(known, now)
    path = (*_path(), Crumb(line.resource))
    shared = known_resource(known.resource_code) if known.received else None
    return drawn(request, actor, line, shared, path, faults, status)


def _path() -> tuple[Crumb, ...]:
    return (
        Crumb(gettext("Data sharing"), "/desk/sharing"),
        Crumb(gettext("Across platforms"), _HOME),
    )


def _light(view: CrossRequestView, now: datetime) -> Light:
    if RequestStep.WITHDRAWN in view.possible and view.received_at is None:
        return Light(LightColour.PAUSED, Text.of("对方平台尚未接收", "Not received there yet"))
    return light_of_due(view.due_at, now)


def _item_of(view: CrossGrantView, abroad: Mapping[str, Text]) -> Text:
    """Its name: another platform's item is known by the request it was named in."""
    if view.given:
        return abroad.get(view.item_code, Text.of(view.item_code))
    return item_title(view.item_code)


def _askable(view: AskableView) -> AskLine:
    fields = tuple(element_names(view.fields).values())
    return AskLine(view, fields, article_title(view.article))


_ACTS: Mapping[str, Act] = {
    RequestStep.GRANTED.value: granting(grant_requested_across),
    RequestStep.REFUSED.value: refusing(refuse_across),
    RequestStep.EXTENDED.value: with_reason(extend_across),
    RequestStep.WITHDRAWN.value: with_reason(withdraw_across),
}
