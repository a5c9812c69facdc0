"""/desk/reception: begin a case for somebody who is here, wrote or calls 窗口收件."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.catalogue.api import browse_items
from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.reception.api import (
    Device,
    Presented,
    SeenBy,
    SittingView,
    connected,
    open_sitting,
    open_sittings,
    read_card,
)
from tongban.relays.api import begin_collection, collectable_items
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import QUEUE, navigation, officer_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.window.cards import demo_cards, lay_demo_card

TITLE = Text.of("窗口收件", "Take in")
_TYPED = (SeenBy.EYE, SeenBy.LETTER, SeenBy.VOICE)
_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN)
_LONGEST = 100


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Choose the service and lay the card on the reader, or type it; a POST begins the sitting."""
    actor = officer_of(request)
    faults: tuple[Fault, ...] = ()
    status = 200
    if request.method == "POST":
        try:
            return see_other(f"/desk/reception/{_begun(request, actor).id}")
        except Refusal as refused:
            if refused.kind in _ELSEWHERE:
                raise
            faults, status = (Fault(refused.message, refused.mend),), refused.kind.value
    sent = request.POST if request.method == "POST" else request.GET
    typed = {name: sent.get(name, "")[:_LONGEST] for name in ("item", "window", "name", "firm")}
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(QUEUE, "/desk/"), Crumb(TITLE)),
        "items": _items(actor),
        "typed": typed,
        "ways": _TYPED,
        "reader": Device.CARD_READER in connected(),
        "instead": Device.CARD_READER.instead,
        "cards": demo_cards(),
        "open": open_sittings(actor),
        "faults": faults,
    }
    return render(request, "desk/begin.html", context, status=status)


def _begun(request: HttpRequest, actor: Actor) -> SittingView:
    typed = request.POST
    window = typed.get("window", "")[:_LONGEST]
    if typed.get("act") == "card":
        station = window or str(actor.account_id)
        lay_demo_card(station, typed.get("card", ""))
        card = read_card(clerk=actor, window=station)
        shown = Presented(card.name, card.number, SeenBy.READER)
    else:
        way = next((one for one in _TYPED if one.value == typed.get("seen_by")), SeenBy.EYE)
        shown = Presented(typed.get("name", "")[:_LONGEST], typed.get("number", "")[:_LONGEST], way)
    code, now = typed.get("item", ""), timezone.now()
    afar = code in {collected for collected, _ in collectable_items(actor)}
    begin = begin_collection if afar else open_sitting
    firm = typed.get("firm", "")[:_LONGEST]
    return begin(clerk=actor, presented=shown, item_code=code, window=window, firm=firm, now=now)


def _items(actor: Actor) -> list[tuple[str, Text]]:
    """Services of the regions of the actor's posts, by name; then those only collected here."""
    found = {
        hit.code: hit.name
        for region in sorted({post.region[:6] for post in actor.posts})
        for hit in browse_items(actor, region=region, size=MAX_PAGE_SIZE).items
    }
    afar = [
        (code, Text.of(f"异地代收：{name.zh}", f"Collected for elsewhere: {name.en}"))
        for code, name in collectable_items(actor)
    ]
    return [*sorted(found.items(), key=lambda each: each[1].zh), *afar]
