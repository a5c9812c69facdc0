"""/desk/sharing/grants: who may use one data resource, for what, until when, and if they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import (
    GrantState,
    GrantView,
    grants,
    known_resource,
    last_looks,
    revoke_grant,
)
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.pages.share_steps import fault_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import agency_name, article_title, element_names, item_title

_HOME = "/desk/sharing"
_LISTED = 20


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant as drawn; ``revocable`` while it stands, ``used_at`` when it was last used."""

    view: GrantView
    consumer: Text
    item: Text
    article: Text
    fields: tuple[Text, ...]
    revocable: bool
    used_at: datetime | None


def show(request: HttpRequest) -> HttpResponse:
    """The grants of the resource named by ``data``, newest first."""
    return _draw(request, request.GET.get("data", ""), ())


def revoke(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Take a grant back at once; a refusal is shown in place."""
    if request.method != "POST":  # coming back from the sign-in door
        return see_other(_HOME)
    code = request.POST.get("data", "")[:40]
    try:
        revoke_grant(
            actor=officer_of(request), grant_id=grant_id, now=timezone.now(),
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return _draw(request, code, fault_of(refusal), refusal.kind.value)
    messages.success(request, gettext("Revoked. The nodes are told within seconds."))
    return see_other(_address(code))


def _draw(
    request: HttpRequest, code: str, faults: tuple[Fault, ...], status: int = 200
) -> HttpResponse:
    actor, now, shared = officer_of(request), timezone.now(), known_resource(code[:40])
    cursor = request.GET.get("cursor", "")[:60]
    page = grants(actor, now, resource_code=shared.code, cursor=cursor or None, most=_LISTED)
    used = last_looks(actor, [one.id for one in page.items], now)
    context = {
        "nav": navigation(request, actor),
        "shared": shared,
        "provider": agency_name(shared.provider_code),
        "grants": [_line(one, used.get(one.id)) for one in page.items],
        "next_url": _address(code, cursor=page.next_cursor) if page.next_cursor else "",
        "faults": faults,
        "path": (Crumb(gettext("Data sharing"), _HOME), Crumb(shared.name)),
    }
    return render(request, "desk/sharing-grants.html", context, status=status)


def _line(view: GrantView, used_at: datetime | None) -> GrantLine:
    return GrantLine(
        view=view,
        consumer=agency_name(view.consumer_code),
        item=item_title(view.item_code),
        article=article_title(view.article),
        fields=tuple(element_names(view.fields).values()),
        revocable=view.state in (GrantState.IN_FORCE, GrantState.AHEAD),
        used_at=used_at,
    )


def _address(code: str, **also: str) -> str:
    return f"{_HOME}/grants?{urlencode({'data': code, **also})}"
