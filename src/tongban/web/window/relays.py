"""/desk/relays: what is handed in at one place and decided at another 异地代收代办."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.catalogue.api import published_item
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.parcels.api import COURIER
from tongban.reception.api import (
    Device,
    Presented,
    SeenBy,
    connected,
    read_card,
    receipt,
    take_ink_of,
)
from tongban.relays.api import (
    RelayView,
    collectable_items,
    confirm_receipt,
    confirm_result,
    desk_relays,
    hand_out,
    recipient,
    relay,
    send_again,
    send_back,
    send_result,
)
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import RELAYS, navigation, officer_of
from tongban.web.plumbing.handing_in import keep_upload
from tongban.web.plumbing.language import speak
from tongban.web.plumbing.sessions import see_other
from tongban.web.window.cards import demo_cards, lay_demo_card

_HOME = "/desk/relays"
_LONGEST, _FILE = 100, "m."
_NOT_SIGNED = Fault(
    Text.of("请选择签名页的扫描件。", "Choose the scan of the signed page."), field="ink"
)


def listing(request: HttpRequest) -> HttpResponse:
    """What this officer's posts collected, have to receive, and are done with."""
    actor = officer_of(request)
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(RELAYS),),
        "board": desk_relays(actor, timezone.now()),
        "collects": bool(collectable_items(actor)),
    }
    return render(request, "desk/relays.html", context)


def show(request: HttpRequest, relay_id: str) -> HttpResponse:
    """The receipt of collection, the duty log, and what is to be done now."""
    actor = officer_of(request)
    return _page(request, actor, relay(actor, relay_id, timezone.now()))


def move(request: HttpRequest, relay_id: str, slug: str) -> HttpResponse:
    """POST: one of the verbs that need no more than words."""
    if slug not in _MOVES:
        raise Http404
    actor, now = officer_of(request), timezone.now()
    act, told = _MOVES[slug]
    try:
        act(actor, relay_id, request, now)
    except Refusal as refused:
        return _again(request, actor, relay_id, refused)
    messages.success(request, speak(told))
    return see_other(f"{_HOME}/{relay_id}")


def give(request: HttpRequest, relay_id: str) -> HttpResponse:
    """POST: the card is read or typed, the person signs, the result is theirs."""
    actor, now = officer_of(request), timezone.now()
    try:
        shown = _presented(request, actor)
        person = recipient(clerk=actor, relay_id=relay_id, presented=shown, now=now)
        ink = _signed(request, actor, person, relay_id, now)
        if ink is None:
            known = relay(actor, relay_id, now)
            return _page(request, actor, known, (_NOT_SIGNED,), RefusalKind.INVALID.value)
        hand_out(clerk=actor, relay_id=relay_id, presented=shown, ink=ink, now=now)
    except Refusal as refused:
        return _again(request, actor, relay_id, refused)
    messages.success(request, gettext("Handed out; the duty of both ends is over."))
    return see_other(f"{_HOME}/{relay_id}")


def _presented(request: HttpRequest, actor: Actor) -> Presented:
    typed = request.POST
    if typed.get("act") == "card":
        station = str(actor.account_id)
        lay_demo_card(station, typed.get("card", ""))
        card = read_card(clerk=actor, window=station)
        return Presented(card.name, card.number, SeenBy.READER)
    name, number = (typed.get(one, "")[:_LONGEST] for one in ("name", "number"))
    return Presented(name, number, SeenBy.EYE)


def _signed(
    request: HttpRequest, actor: Actor, person: Actor, relay_id: str, now: datetime
) -> str | None:
    page = request.FILES.get("ink")
    if request.POST.get("act") == "card":
        station, digest = str(actor.account_id), digest_of({"result": relay_id})
        return take_ink_of(
            clerk=actor, person=person, window=station, page_digest=digest, now=now
        ).id
    if page is None:
        return None
    return keep_upload(person, page, "signature", now).id


def _again(request: HttpRequest, actor: Actor, relay_id: str, refused: Refusal) -> HttpResponse:
    if refused.kind in (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN):
        raise refused
    known = relay(actor, relay_id, timezone.now())
    fault = Fault(refused.message, refused.mend)
    return _page(request, actor, known, (fault,), refused.kind.value)


def _page(
    request: HttpRequest,
    actor: Actor,
    known: RelayView,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(RELAYS, _HOME), Crumb(known.number)),
        "relay": known,
        "query_code": _query_code(actor, known),
        "materials": published_item(known.item_code).materials,
        "cards": demo_cards(),
        "reader": Device.CARD_READER in connected(),
        "tablet": Device.SIGNATURE_TABLET in connected(),
        "faults": faults,
    }
    return render(request, "desk/relay.html", context, status=status)


def _query_code(actor: Actor, known: RelayView) -> str:
    """For the receipt that the collecting clerk prints; nobody else's page shows it."""
    if not known.sitting_id:
        return ""
    try:
        slip = receipt(actor, known.sitting_id)
    except Refusal:
        return ""
    return slip.query_code if slip else ""


def _send_again(actor: Actor, relay_id: str, request: HttpRequest, now: datetime) -> RelayView:
    """With the files the person brought since, when they did; their card says whose they are."""
    brought = {
        name.removeprefix(_FILE): request.FILES.getlist(name)[-1]
        for name in request.FILES
        if name.startswith(_FILE)
    }
    shown, blobs = None, {}
    if brought:
        shown = _presented(request, actor)
        person = recipient(clerk=actor, relay_id=relay_id, presented=shown, now=now)
        blobs = {
            code: keep_upload(person, file, "case-material", now).id
            for code, file in brought.items()
        }
    return send_again(
        actor=actor,
        relay_id=relay_id,
        words=_words(request),
        courier=_courier(request),
        presented=shown,
        material_blobs=blobs,
        now=now,
    )


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "")[:600]


def _courier(request: HttpRequest) -> str:
    return COURIER if request.POST.get("courier") else ""


_Act = Callable[[Actor, str, HttpRequest, datetime], RelayView]
_MOVES: dict[str, tuple[_Act, Text]] = {
    "receive": (
        lambda actor, known, _, now: confirm_receipt(actor=actor, relay_id=known, now=now),
        Text.of("已签收，法定时限从现在起计算。", "Received; the time set by law counts from now."),
    ),
    "back": (
        lambda actor, known, request, now: send_back(
            actor=actor, relay_id=known, reason=_words(request), now=now
        ),
        Text.of("已退回，由代收窗口负责。", "Sent back; the collecting window answers for it."),
    ),
    "again": (
        _send_again,
        Text.of("已重新转送。", "Sent again."),
    ),
    "result": (
        lambda actor, known, request, now: send_result(
            actor=actor, relay_id=known, courier=_courier(request), now=now
        ),
        Text.of("结果已送出。", "The result is on its way."),
    ),
    "result-here": (
        lambda actor, known, _, now: confirm_result(actor=actor, relay_id=known, now=now),
        Text.of("已签收结果，可以通知本人来取。", "Confirmed; the person can come for it."),
    ),
}
