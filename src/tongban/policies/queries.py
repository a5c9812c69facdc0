"""Reading policies: the library for everybody, and what fits for whom it was looked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many
from tongban.policies.domain.conditions import Condition, Requirement
from tongban.policies.models import FittingPolicy, MatchingConsent, PolicySetAside, PolicyVersion
from tongban.policies.policies import looked_for
from tongban.policies.refusals import PolicyNotFound
from tongban.policies.views import (
    MatchingView,
    PolicySection,
    PolicySide,
    PublicPolicy,
    SetAside,
    Suggestion,
    UsedFact,
)

_MOST = 500
_MOST_FITTING = 50


def policies_in_force(side: PolicySide | None, day: date) -> tuple[PublicPolicy, ...]:
    """Policies that stand on a civil day, by code, at most 500; of both sides when None."""
    newest = PolicyVersion.objects.order_by("code", "-version").distinct("code")[:_MOST]
    views = map(_view, newest)
    return tuple(one for one in views if side in (None, one.side) and one.in_force(day))


def search_policies(words: str, side: PolicySide | None, day: date) -> tuple[PublicPolicy, ...]:
    """Policies in force whose title, summary or text holds every word, in either language."""
    wanted = words.casefold().split()
    return tuple(
        one for one in policies_in_force(side, day) if all(word in _said(one) for word in wanted)
    )


def public_policy(code: str) -> PublicPolicy:
    """The newest version of a policy, also one that has ended. Refuses PolicyNotFound."""
    row = PolicyVersion.objects.filter(code=code).order_by("-version").first()
    if row is None:
        raise PolicyNotFound
    return _view(row)


def matching(actor: Actor) -> MatchingView:
    """Whether policies are looked for, and when last. Refuses MatchingNotForYou."""
    subject_id, _ = looked_for(actor)
    rows = MatchingConsent.objects.filter(subject_id=subject_id, ended_at__isnull=True)
    row = rows.order_by("id").first()
    return MatchingView(row.agreed_at, row.matched_at) if row else MatchingView(None, None)


def fitting_policies(actor: Actor, day: date) -> tuple[Suggestion, ...]:
    """What was found to fit and still stands, with the facts used. Refuses MatchingNotForYou."""
    subject_id, _ = looked_for(actor)
    rows = FittingPolicy.objects.filter(subject_id=subject_id).order_by("policy_code")
    found = list(rows[:_MOST_FITTING])
    opened = unseal_many([(row.subject_id, bytes(row.facts)) for row in found])
    known = _versions({(row.policy_code, row.policy_version) for row in found})
    views = (
        Suggestion(policy, _used(policy, facts), row.found_at)
        for row, facts in zip(found, opened, strict=True)
        if facts is not None
        and (policy := known.get((row.policy_code, row.policy_version))) is not None
    )
    return tuple(one for one in views if one.policy.in_force(day))


def policies_set_aside(actor: Actor) -> Mapping[str, SetAside]:
    """Codes of what one does not want to see, with the reason. Refuses MatchingNotForYou."""
    subject_id, _ = looked_for(actor)
    rows = PolicySetAside.objects.filter(subject_id=subject_id).order_by("policy_code")
    return {code: SetAside(why) for code, why in rows.values_list("policy_code", "why")[:_MOST]}


def _versions(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], PublicPolicy]:
    rows = PolicyVersion.objects.filter(code__in={code for code, _ in wanted})
    views = map(_view, rows.order_by("code", "version"))
    return {(one.code, one.version): one for one in views if (one.code, one.version) in wanted}


def _used(policy: PublicPolicy, facts: bytes) -> tuple[UsedFact, ...]:
    return tuple(
        UsedFact(
            element_id, value, source, date.fromisoformat(day) if day else None, condition.says
        )
        for condition, (element_id, value, source, day) in zip(
            policy.conditions, json.loads(facts), strict=True
        )
    )


def _said(policy: PublicPolicy) -> str:
    parts = [policy.title, policy.summary]
    parts += [words for each in policy.sections for words in (each.heading, each.text)]
    return " ".join(f"{each.zh} {each.en}" for each in parts).casefold()


def _view(row: PolicyVersion) -> PublicPolicy:
    told: Mapping[str, Any] = row.definition
    until = told["valid_until"]
    return PublicPolicy(
        code=row.code,
        version=row.version,
        title=Text.from_mapping(told["title"]),
        summary=Text.from_mapping(told["summary"]),
        sections=tuple(
            PolicySection(Text.from_mapping(each["heading"]), Text.from_mapping(each["text"]))
            for each in told["sections"]
        ),
        issuer_code=told["issuer"],
        basis=ArticleRef.parse(told["basis"]),
        side=PolicySide(told["side"]),
        valid_from=date.fromisoformat(told["valid_from"]),
        valid_until=date.fromisoformat(until) if until else None,
        conditions=tuple(map(_condition, told["conditions"])),
        item_code=told["item"],
        benefit_code=told["benefit"],
    )


def _condition(told: Mapping[str, Any]) -> Condition:
    return Condition(
        told["element"],
        Requirement(told["test"]),
        tuple(told["wanted"]),
        Text.from_mapping(told["says"]),
    )
