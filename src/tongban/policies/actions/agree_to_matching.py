"""Have fitting policies looked for 推荐我能享受的政策, or no longer; off until agreed to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.policies import events
from tongban.policies.models import FittingPolicy, MatchingConsent
from tongban.policies.policies import looked_for


def agree_to_matching(*, actor: Actor, now: datetime) -> None:
    """Agree that registers are asked for what policies ask about, and nothing else.

    Agreed twice it is one consent. Nothing is looked up here: ``find_policies`` does.
    Refuses MatchingNotForYou. Source: 个人信息保护法 13, 14, 24.
    """
    subject_id, side = looked_for(actor)
    with transaction.atomic():
        _, made = MatchingConsent.objects.get_or_create(
            subject_id=subject_id, ended_at=None, defaults={"agreed_at": now, "side": side.value}
        )
        if made:
            _note("policies.matching-agreed", events.MATCHING_AGREED, actor, subject_id, now)


def end_matching(*, actor: Actor, now: datetime) -> None:
    """Take the consent back: what was found, with the facts used, is deleted at once.

    Refuses MatchingNotForYou. Source: 个人信息保护法 15, 47.
    """
    subject_id, _ = looked_for(actor)
    with transaction.atomic():
        standing = MatchingConsent.objects.filter(subject_id=subject_id, ended_at__isnull=True)
        if standing.update(ended_at=now):
            FittingPolicy.objects.filter(subject_id=subject_id).delete()
            _note("policies.matching-ended", events.MATCHING_ENDED, actor, subject_id, now)


def _note(kind: str, event: str, actor: Actor, subject_id: str, now: datetime) -> None:
    facts = {"subject": subject_id}
    record(kind=kind, about=subject_id, facts=facts, actor=actor, now=now, subject_id=subject_id)
    publish(event=event, aggregate=subject_id, payload=facts, now=now)
