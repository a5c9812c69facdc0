"""/sign-in, /sign-out, /account: who I am and for whom I act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.assistance.api import is_helper
from tongban.identity.api import demo_accounts
from tongban.kernel.actor import ActorKind
from tongban.web.design.parts import Crumb
from tongban.web.plumbing import sessions
from tongban.web.plumbing.acting import actor_of, require_actor, visitor_of
from tongban.web.plumbing.forms import kept_of
from tongban.web.plumbing.levels import level_words
from tongban.web.plumbing.places import local_path
from tongban.web.plumbing.refusals import not_yours
from tongban.web.plumbing.terminals import terminal_of
from tongban.web.portal.for_whom import parties_of


def show(request: HttpRequest) -> HttpResponse:
    """GET: the demo people as cards. POST: sign in, then back with whatever was typed."""
    chosen = request.POST.get("account_id")
    if chosen:
        return _enter(request, chosen)
    known = demo_accounts()
    context = {
        "people": [one for one in known if one.kind is not ActorKind.OFFICER],
        "officers": [one for one in known if one.kind is ActorKind.OFFICER],
        "next": local_path(request.POST.get("next") or request.GET.get("next")),
        "kept": kept_of(request),
        "path": (Crumb(gettext("Sign in")),),
    }
    return render(request, "portal/sign-in.html", context)


def leave(request: HttpRequest) -> HttpResponse:
    """POST: sign out; a terminal is ready for the next person."""
    sessions.sign_out(request)
    place = terminal_of(request)
    return sessions.see_other(f"/places/{place}/kiosk" if place else "/")


def account(request: HttpRequest) -> HttpResponse:
    """My name, trust level and the subjects I may act for; POST switches."""
    require_actor(request)
    if request.method == "POST":
        if not sessions.act_for(request, request.POST.get("subject", "")):
            raise not_yours()
        return sessions.see_other(local_path(request.POST.get("next"), "/account"))
    context = {
        "visitor": visitor_of(request),
        "level": level_words(visitor_of(request).actor.assurance),
        "parties": parties_of(visitor_of(request)),
        "next": local_path(request.GET.get("next"), "/account"),
        "path": (Crumb(gettext("My account")),),
    }
    return render(request, "portal/account.html", context)


def _enter(request: HttpRequest, account_id: str) -> HttpResponse:
    kept = kept_of(request)
    back = local_path(request.POST.get("next"))
    account = sessions.sign_in(request, account_id)
    if kept:
        context = {"next": back, "kept": kept, "path": (Crumb(gettext("Sign in")),)}
        return render(request, "portal/go-on.html", context)
    if account.kind is ActorKind.OFFICER and back == "/":
        back = "/helping" if is_helper(actor_of(request), timezone.now()) else "/desk/"
    return sessions.see_other(back)
