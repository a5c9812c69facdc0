"""/messages: what I was told 我的消息; how I want to be told; electronic delivery 电子送达."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.kernel.article import ArticleRef
from tongban.laws.api import articles
from tongban.notices.api import (
    NoticeChannel,
    agree_to_delivery,
    channel_choices,
    choose_channel,
    delivery_consent,
    end_delivery,
    mark_all_read,
    message,
    my_messages,
    open_message,
    rules_in_force,
    sendings,
    unread_count,
)
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.places import local_path
from tongban.web.plumbing.sessions import see_other

_HOME = "/messages"
_SETTINGS = "/messages/settings"
_LONGEST = 60
_SERVICE_LAW = (
    ArticleRef("minshi-susong-fa", "90", "2023-09-01"),
    ArticleRef("xingzheng-chufa-fa", "61", "2021-01-22"),
)


def listed(request: HttpRequest) -> HttpResponse:
    """My messages, newest first, and how many are unread."""
    actor = require_actor(request)
    page = my_messages(actor, request.GET.get("after", "")[:_LONGEST])
    context = {
        "lines": page.items,
        "unread": unread_count(actor),
        "next_url": f"{_HOME}?after={page.next_cursor}" if page.next_cursor else "",
        "first_url": _HOME if request.GET.get("after") else "",
        "path": (Crumb(gettext("My messages")),),
    }
    return render(request, "portal/messages.html", context)


def show(request: HttpRequest, message_id: str) -> HttpResponse:
    """One message. It is opened by pressing, never by a page that was fetched ahead."""
    actor = require_actor(request)
    known = message(actor, message_id[:_LONGEST])
    context = {
        "message": known,
        "sendings": sendings(actor, known.id),
        "link": local_path(known.link, "") if known.link else "",
        "path": (Crumb(gettext("My messages"), _HOME), Crumb(known.title)),
    }
    return render(request, "portal/message.html", context)


def open_one(request: HttpRequest, message_id: str) -> HttpResponse:
    """POST: open a message."""
    opened = open_message(
        actor=require_actor(request), message_id=message_id[:_LONGEST], now=timezone.now()
    )
    return see_other(f"{_HOME}/{opened.id}")


def read_all(request: HttpRequest) -> HttpResponse:
    """POST: mark everything but documents as read."""
    mark_all_read(actor=require_actor(request), now=timezone.now())
    return see_other(_HOME)


def settings(request: HttpRequest) -> HttpResponse:
    """How I want to be told, and whether documents reach me electronically."""
    actor = require_actor(request)
    rules = rules_in_force()
    context = {
        "choices": channel_choices(actor),
        "delivery": delivery_consent(actor),
        "quiet": f"{rules.quiet_from:%H:%M}–{rules.quiet_until:%H:%M}",
        "keep_days": rules.keep_days,
        "keep_years": rules.keep_document_days // 365,
        "service_law": _SERVICE_LAW,
        "law": {str(ref): view for ref, view in articles(_SERVICE_LAW).items()},
        "path": (Crumb(gettext("My messages"), _HOME), Crumb(gettext("How you are told"))),
    }
    return render(request, "portal/message-settings.html", context)


def choose(request: HttpRequest, channel: str) -> HttpResponse:
    """POST: switch a channel on or off."""
    try:
        named = NoticeChannel(channel)
    except ValueError as unknown:
        raise Http404 from unknown
    is_on = request.POST.get("choice") == "on"
    number = request.POST.get("number", "").strip()[:20]
    choose_channel(
        actor=require_actor(request),
        channel=named,
        is_on=is_on,
        number=number if is_on else "",
        now=timezone.now(),
    )
    flash.success(request, gettext("Saved."))
    return see_other(_SETTINGS)


def deliver(request: HttpRequest) -> HttpResponse:
    """POST: agree to electronic delivery, or take it back."""
    actor, now = require_actor(request), timezone.now()
    if request.POST.get("choice") == "agree":
        agree_to_delivery(actor=actor, now=now)
    else:
        end_delivery(actor=actor, now=now)
    flash.success(request, gettext("Saved."))
    return see_other(_SETTINGS)
