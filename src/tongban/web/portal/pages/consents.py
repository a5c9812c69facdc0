"""/my-data/consents: what a service wants to ask other bodies about me 征求同意; mine to decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import (
    ConsentState,
    ConsentView,
    consents_wanted,
    give_consent,
    withdraw_consent,
)
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Mood
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import agency_name, article_title, element_names, item_title

_HOME = "/my-data"
_LONGEST = 100
_MOODS = {
    ConsentState.WANTED: Mood.CARE,
    ConsentState.STANDS: Mood.GOOD,
    ConsentState.WITHDRAWN: Mood.PLAIN,
    ConsentState.OVER: Mood.PLAIN,
}


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent as drawn: who asks whom, what, for which service, by which article, how long."""

    view: ConsentView
    consumer: Text
    provider: Text
    item: Text
    article: Text
    fields: tuple[Text, ...]
    mood: str

    @property
    def is_wanted(self) -> bool:
        """Whether the person has still to decide."""
        return self.view.state is ConsentState.WANTED

    @property
    def stands(self) -> bool:
        """Whether it can be withdrawn."""
        return self.view.state is ConsentState.STANDS


def consent_line(view: ConsentView) -> ConsentLine:
    """A consent in words."""
    grant = view.grant
    return ConsentLine(
        view=view,
        consumer=agency_name(grant.consumer_code),
        provider=view.across.named if view.across else agency_name(grant.provider_code),
        item=item_title(grant.item_code),
        article=article_title(grant.article),
        fields=tuple(element_names(grant.fields).values()),
        mood=_MOODS[view.state].value,
    )


def ask(request: HttpRequest, item_code: str) -> HttpResponse:
    """What a service wants looked up only with consent; a POST gives one."""
    actor, now = require_actor(request), timezone.now()
    if request.method == "POST":
        given = give_consent(
            actor=actor, grant_id=request.POST.get("grant", "")[:_LONGEST], now=now
        )
        told = gettext("Agreed. You can withdraw it here or under your data at any time.")
        messages.success(request, told)
        return see_other(f"{_HOME}/consents/{given.grant.item_code}")
    wanted = consents_wanted(actor, actor.acts_for or "", item_code[:_LONGEST], now)
    if not wanted:
        raise Http404
    context = {
        "lines": [consent_line(each) for each in wanted],
        "undecided": any(each.state is ConsentState.WANTED for each in wanted),
        "item": item_title(item_code),
        "item_code": item_code,
        "path": (Crumb(gettext("Who looked at my data"), _HOME), Crumb(gettext("Your consent"))),
    }
    return render(request, "portal/consents.html", context)


def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw one; nobody is answered on it from now on."""
    consent_id = request.POST.get("consent", "")[:_LONGEST]
    withdraw_consent(actor=require_actor(request), consent_id=consent_id, now=timezone.now())
    messages.success(request, gettext("Withdrawn. Nobody is answered on this consent any more."))
    return see_other(_HOME + "#consents")
