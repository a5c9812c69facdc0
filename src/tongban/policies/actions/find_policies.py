"""Find the policies that fit a subject who agreed to it: one look, every fact used kept sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from tongban.elements.api import SourcedValue, ask_sources, record_looks
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import SubjectForgotten, seal
from tongban.policies.domain.conditions import meets_all
from tongban.policies.models import FittingPolicy, MatchingConsent, PolicySetAside
from tongban.policies.policies import looked_for
from tongban.policies.queries import policies_in_force
from tongban.policies.refusals import MatchingNotAgreed
from tongban.policies.views import PolicySide, PublicPolicy

PURPOSE_ITEM = "policy-matching"
MATCHING_BASIS = ArticleRef("geren-xinxi-baohu-fa", "13", "2021-08-20")
_MACHINE = Actor.system("policies")
_AGAIN_AFTER = timedelta(days=30)
_BATCH = 20


def find_policies(*, actor: Actor, now: datetime) -> int:
    """Look now for whom the actor acts for; how many fit. No transaction may be open.

    Registers are asked for what policies in force ask about, under the service each leads to (and
    so under its grants), once for each service; the person reads every look under “who looked at
    my data”. What was found before is replaced; a policy set aside is neither asked about nor
    found. It decides nothing: who is suggested a policy still applies, and who is not may.
    Refuses MatchingNotForYou, MatchingNotAgreed. Source: 个人信息保护法 13, 24.
    """
    subject_id, _ = looked_for(actor)
    row = MatchingConsent.objects.filter(subject_id=subject_id, ended_at__isnull=True)
    consent = row.order_by("id").first()
    if consent is None:
        raise MatchingNotAgreed
    return _find(consent, actor, now)


def find_again(now: datetime) -> int:
    """Look again for up to 20 who agreed and were last looked for 30 days ago; how many."""
    due = Q(matched_at__isnull=True) | Q(matched_at__lt=now - _AGAIN_AFTER)
    rows = MatchingConsent.objects.filter(due, ended_at__isnull=True).order_by("matched_at", "id")
    waiting = list(rows[:_BATCH])
    for consent in waiting:
        _find(consent, _MACHINE, now)
    return len(waiting)


def _find(consent: MatchingConsent, actor: Actor, now: datetime) -> int:
    subject_id = consent.subject_id
    known = _known(consent, now)
    looks = [
        ask_sources(
            actor=actor,
            subject_id=subject_id,
            element_ids=elements,
            item_code=item_code,
            purpose=MATCHING_BASIS,
            case_id=None,
            now=now,
        )
        for item_code, elements in _questions(known).items()
    ]
    values = {one.element_id: one for look in looks for one in look.values if not one.silent}
    fitting = _fitting(known, values, now)
    with transaction.atomic():
        standing = MatchingConsent.objects.select_for_update().filter(
            pk=consent.pk, ended_at__isnull=True
        )
        record_looks(looks)
        if not standing.update(matched_at=now):
            return 0  # taken back meanwhile: the looks are told, nothing is kept
        FittingPolicy.objects.filter(subject_id=subject_id).delete()
        _keep(subject_id, fitting, values, now)
    return len(fitting)


def _known(consent: MatchingConsent, now: datetime) -> list[PublicPolicy]:
    rows = PolicySetAside.objects.filter(subject_id=consent.subject_id).order_by("policy_code")
    aside = set(rows.values_list("policy_code", flat=True))
    in_force = policies_in_force(PolicySide(consent.side), local_date(now))
    return [one for one in in_force if one.conditions and one.code not in aside]


def _questions(known: Sequence[PublicPolicy]) -> dict[str, list[str]]:
    """Per service the elements its policies ask about, each once."""
    asked: dict[str, list[str]] = {}
    for one in known:
        elements = asked.setdefault(one.item_code or PURPOSE_ITEM, [])
        elements += [c.element_id for c in one.conditions if c.element_id not in elements]
    return asked


def _fitting(
    known: Sequence[PublicPolicy], values: Mapping[str, SourcedValue], now: datetime
) -> list[PublicPolicy]:
    facts = {element_id: value.value for element_id, value in values.items()}
    today = local_date(now)
    return [one for one in known if meets_all(one.conditions, facts, today)]


def _keep(
    subject_id: str,
    fitting: Sequence[PublicPolicy],
    values: Mapping[str, SourcedValue],
    now: datetime,
) -> None:
    try:
        FittingPolicy.objects.bulk_create(
            FittingPolicy(
                subject_id=subject_id,
                policy_code=one.code,
                policy_version=one.version,
                facts=seal(subject_id, json.dumps(_used(one, values)).encode()),
                found_at=now,
            )
            for one in fitting
        )
    except SubjectForgotten:
        return


def _used(policy: PublicPolicy, values: Mapping[str, SourcedValue]) -> list[list[Any]]:
    """Per condition: element, value, source, day; nothing that no condition asked about."""
    used = []
    for condition in policy.conditions:
        value = values[condition.element_id]
        source = value.source.code if value.source else ""
        day = local_date(value.as_of).isoformat() if value.as_of else ""
        used.append([condition.element_id, value.value, source, day])
    return used
