"""/policies: the library of policies 政策库, and those that fit me if I ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.policies.api import (
    MatchingView,
    PolicySide,
    SetAside,
    Suggestion,
    agree_to_matching,
    end_matching,
    find_policies,
    fitting_policies,
    matching,
    policies_in_force,
    policies_set_aside,
    public_policy,
    search_policies,
    set_policy_aside,
    take_policy_back,
)
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import actor_of, require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import agency_name, element_names, item_title
from tongban.web.present.receipt import FactLine, fact_line

_HOME = "/policies"
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Fitting:
    """A suggestion as drawn: each fact used with its source, beside what the policy asks."""

    view: Suggestion
    facts: tuple[tuple[Text, FactLine], ...]


@dataclass(frozen=True, slots=True)
class ForMe:
    """The part of the page that is about the reader; ``asked`` are the facts looked at."""

    matching: MatchingView
    fitting: tuple[Fitting, ...]
    asked: tuple[Text, ...]


def listed(request: HttpRequest) -> HttpResponse:
    """The library, searched; above it what fits, or the question whether to look."""
    actor = actor_of(request)
    words = request.GET.get("q", "").strip()[:_LONGEST]
    side = _side(request.GET.get("side", ""))
    context = {
        "found": search_policies(words, side, local_date(timezone.now())),
        "words": words,
        "side": side.value if side else "",
        "sides": tuple(PolicySide),
        "for_me": _for_me(actor) if _has_profile(actor) else None,
        "firm": _own_side(actor) is PolicySide.FIRM,
        "path": (Crumb(gettext("Policies")),),
    }
    return render(request, "portal/policies.html", context)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """One policy: text, for whom, on what basis, until when, what to do; why it is shown."""
    known, actor = public_policy(code[:_LONGEST]), actor_of(request)
    mine = _has_profile(actor)
    context = {
        "policy": known,
        "in_force": known.in_force(local_date(timezone.now())),
        "issuer": agency_name(known.issuer_code),
        "item": item_title(known.item_code) if known.item_code else None,
        "law": {str(ref): view for ref, view in articles((known.basis,)).items()},
        "fitting": _fitting_one(actor, code) if mine else None,
        "aside": policies_set_aside(actor).get(code) if mine else None,
        "reasons": tuple(SetAside),
        "mine": mine,
        "path": (Crumb(gettext("Policies"), _HOME), Crumb(known.title)),
    }
    return render(request, "portal/policy.html", context)


def match(request: HttpRequest) -> HttpResponse:
    """POST: agree and look, look again, or take the consent back."""
    actor, now = require_actor(request), timezone.now()
    choice = request.POST.get("choice", "")
    if choice == "end":
        end_matching(actor=actor, now=now)
        told = gettext("Switched off. What was found, and the facts used for it, are deleted.")
    else:
        if choice == "agree":
            agree_to_matching(actor=actor, now=now)
        find_policies(actor=actor, now=now)
        told = gettext("Looked. Who asked what about you is under “who looked at my data”.")
    messages.success(request, told)
    return see_other(_HOME + "#for-me")


def put_aside(request: HttpRequest, code: str) -> HttpResponse:
    """POST: not for me, with the reason."""
    try:
        why = SetAside(request.POST.get("why", ""))
    except ValueError:
        why = SetAside.NOT_MINE
    set_policy_aside(
        actor=require_actor(request), policy_code=code[:_LONGEST], why=why, now=timezone.now()
    )
    messages.success(request, gettext("Noted. It is not suggested to you any more."))
    return see_other(f"{_HOME}/{code}")


def back(request: HttpRequest, code: str) -> HttpResponse:
    """POST: let it be suggested again."""
    take_policy_back(actor=require_actor(request), policy_code=code[:_LONGEST])
    messages.success(request, gettext("It may be suggested again from the next look on."))
    return see_other(f"{_HOME}/{code}")


def fitting_line(view: Suggestion) -> Fitting:
    """A suggestion in words."""
    return Fitting(view, tuple((used.says, fact_line(used)) for used in view.facts))


def _for_me(actor: Actor) -> ForMe:
    today = local_date(timezone.now())
    asked = dict.fromkeys(
        condition.element_id
        for one in policies_in_force(_own_side(actor), today)
        for condition in one.conditions
    )
    return ForMe(
        matching(actor),
        tuple(map(fitting_line, fitting_policies(actor, today))),
        tuple(element_names(asked).values()),
    )


def _fitting_one(actor: Actor, code: str) -> Fitting | None:
    today = local_date(timezone.now())
    found = (one for one in fitting_policies(actor, today) if one.policy.code == code)
    return next(map(fitting_line, found), None)


def _has_profile(actor: Actor) -> bool:
    return actor.acts_for is not None and not actor.posts


def _own_side(actor: Actor) -> PolicySide:
    firm = actor.kind is ActorKind.FIRM_AGENT and actor.on_behalf_of is not None
    return PolicySide.FIRM if firm else PolicySide.PERSON


def _side(said: str) -> PolicySide | None:
    return next((one for one in PolicySide if one.value == said), None)
