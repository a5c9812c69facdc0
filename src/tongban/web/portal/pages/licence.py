"""/sign-in/licence: one browser asks, the licence's holder agrees on another 电子营业执照登录."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.kernel.refusal import Refusal
from tongban.seals.api import OPEN_FOR, SignInNotOpen, answer_sign_in, redeem_sign_in
from tongban.web.design.parts import Crumb
from tongban.web.design.qr import qr_path
from tongban.web.plumbing import sessions
from tongban.web.plumbing.acting import require_actor, visitor_of

_ASKED = "licence-asked"
_SALT = "licence sign-in"
_LOOK_AGAIN_S = "3"


def wait(request: HttpRequest) -> HttpResponse:
    """POST asks; GET shows the code while it is open, and signs in once somebody agreed."""
    if request.method == "POST":
        request.session[_ASKED] = [secrets.token_urlsafe(24), timezone.now().isoformat()]
        return sessions.see_other("/sign-in/licence")
    asked = _asked(request)
    if asked is None:
        return _page(request, {})
    challenge, asked_at = asked
    try:
        granted = redeem_sign_in(challenge=challenge, now=timezone.now())
    except Refusal as refused:
        request.session.pop(_ASKED, None)
        return _page(request, {"refused": refused}, refused.kind.value)
    if granted is None:
        return _waiting(request, challenge, asked_at)
    if not sessions.sign_in_by_licence(request, granted):
        return _page(request, {"refused": SignInNotOpen()}, 409)
    messages.success(request, gettext("Signed in with the electronic business licence."))
    return sessions.see_other("/")


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The holder's side: who asks, for which firm; a POST agrees."""
    actor, now = require_actor(request), timezone.now()
    context: dict[str, object] = {"path": _path()}
    status = 200
    try:
        challenge, asked_at = _read(token)
        context["number"] = _number(challenge)
        if not asked_at <= now < asked_at + OPEN_FOR:
            raise SignInNotOpen
        context["firm"] = visitor_of(request).principal
        if request.method == "POST":
            answer_sign_in(actor=actor, challenge=challenge, asked_at=asked_at, now=now)
            context["done"] = True
    except Refusal as refused:
        context["refused"] = refused
        status = refused.kind.value
    return render(request, "portal/licence-answer.html", context, status=status)


def _waiting(request: HttpRequest, challenge: str, asked_at: datetime) -> HttpResponse:
    token = signing.dumps([challenge, asked_at.isoformat()], salt=_SALT)
    address = request.build_absolute_uri(f"/sign-in/licence/{token}")
    response = _page(
        request, {"qr": qr_path(address), "address": address, "number": _number(challenge)}
    )
    response["Refresh"] = _LOOK_AGAIN_S
    return response


def _page(request: HttpRequest, more: dict[str, object], status: int = 200) -> HttpResponse:
    context = {"path": _path(), **more}
    return render(request, "portal/licence-sign-in.html", context, status=status)


def _path() -> tuple[Crumb, ...]:
    return (Crumb(gettext("Sign in"), "/sign-in"), Crumb(gettext("Electronic business licence")))


def _asked(request: HttpRequest) -> tuple[str, datetime] | None:
    """What this browser waits for, while it is open."""
    kept = request.session.get(_ASKED)
    if not kept:
        return None
    asked_at = datetime.fromisoformat(kept[1])
    return (kept[0], asked_at) if timezone.now() < asked_at + OPEN_FOR else None


def _read(token: str) -> tuple[str, datetime]:
    try:
        challenge, asked_at = signing.loads(token, salt=_SALT)
    except signing.BadSignature as broken:
        raise SignInNotOpen from broken
    return challenge, datetime.fromisoformat(asked_at)


def _number(challenge: str) -> str:
    """Two digits both screens show, so that nobody agrees to a stranger's request."""
    return f"{int.from_bytes(hashlib.sha256(challenge.encode()).digest()[:4]) % 90 + 10}"
