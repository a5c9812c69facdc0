"""/items/<code>: the guide 办事指南, everything one must know before applying."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.catalogue.api import ItemView, VersionState, guide_item
from tongban.commitments.api import promise_offer
from tongban.exchange.api import ConsentState, consents_wanted
from tongban.intermediaries.api import services_of
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.places.api import PlaceNotFound, PlaceView, items_served, place
from tongban.relays.api import Offer, relay_offer
from tongban.web.design.parts import Bar, Crumb
from tongban.web.plumbing.acting import visitor_of
from tongban.web.plumbing.language import speak
from tongban.web.plumbing.levels import level_of
from tongban.web.portal.holdings import holdings_of
from tongban.web.portal.regions import region_name

_LAW = Text.of("法定时限", "By law")
_PROMISE = Text.of("承诺时限", "Our promise")


def show(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of a published item. Refuses whatever ``catalogue`` refuses."""
    item = guide_item(code)
    visitor = visitor_of(request)
    found = articles(item.article_refs)
    holdings = holdings_of(item, visitor.actor)
    context = {
        "item": item,
        "path": (Crumb(item.title),),
        "region_name": region_name(item.region),
        "basis": [found[ref] for ref in item.articles if ref in found],
        "law": {str(ref): view for ref, view in found.items()},
        "holdings": holdings,
        "to_bring": sum(1 for holding in holdings if holding.must_bring),
        "has_places": item.code in items_served(),
        "bars": _bars(item),
        "asks_consent": _asks_consent(visitor.actor, item.code),
        "intermediaries": services_of(item.code),
        "elsewhere": _elsewhere(relay_offer(item.code)),
        "offer": promise_offer(visitor.actor, item.code, timezone.now()),
        "level": level_of(item.min_assurance),
        "level_short": 0 < visitor.actor.assurance < item.min_assurance,
        "suspended": item.state is VersionState.SUSPENDED,
    }
    return render(request, "portal/guide.html", context)


def _elsewhere(offer: Offer | None) -> dict[str, object]:
    """From another place: the ways, the places that collect, the regions that take part."""
    if offer is None:
        return {"ways": ()}
    collecting = offer.collecting.places if offer.collecting else ()
    return {
        "ways": offer.ways,
        "places": [here for code in collecting if (here := _place(code))],
        "joint": [region_name(one.region) for one in offer.joint],
    }


def _place(code: str) -> PlaceView | None:
    try:
        return place(code)
    except PlaceNotFound:
        return None


def _asks_consent(actor: Actor, item_code: str) -> bool:
    """Whether something about this person may be looked up only with a consent not yet given."""
    if actor.kind not in (ActorKind.PERSON, ActorKind.FIRM_AGENT) or not actor.acts_for:
        return False
    wanted = consents_wanted(actor, actor.acts_for, item_code, timezone.now())
    return any(each.state is ConsentState.WANTED for each in wanted)


def _bars(item: ItemView) -> tuple[Bar, ...]:
    """By law against our promise, drawn only when both count the same unit."""
    law, promise = item.statutory, item.committed
    if law is None or promise is None or law.unit is not promise.unit:
        return ()
    from_law = Bar(_LAW, law.amount, speak(law.text))
    return (from_law, Bar(_PROMISE, promise.amount, speak(promise.text)))
