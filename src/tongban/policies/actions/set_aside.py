"""“Not for me”: a policy is not shown to somebody any more, until they want it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.policies import events
from tongban.policies.models import FittingPolicy, PolicySetAside
from tongban.policies.policies import looked_for
from tongban.policies.queries import public_policy
from tongban.policies.views import SetAside


def set_policy_aside(*, actor: Actor, policy_code: str, why: SetAside, now: datetime) -> None:
    """Do not show a policy among those that fit; said again, the newer reason counts.

    Refuses PolicyNotFound, MatchingNotForYou. Source: 个人信息保护法 24 (an easy way to refuse).
    """
    subject_id, _ = looked_for(actor)
    public_policy(policy_code)
    with transaction.atomic():
        PolicySetAside.objects.update_or_create(
            subject_id=subject_id,
            policy_code=policy_code,
            defaults={"why": why.value, "said_at": now},
        )
        FittingPolicy.objects.filter(subject_id=subject_id, policy_code=policy_code).delete()
        facts = {"subject": subject_id, "policy": policy_code}
        record(kind="policies.set-aside", about=subject_id, facts={**facts, "why": why.value},
               actor=actor, now=now, subject_id=subject_id)  # fmt: skip
        publish(event=events.POLICY_SET_ASIDE, aggregate=subject_id, payload=facts, now=now)


def take_policy_back(*, actor: Actor, policy_code: str) -> None:
    """Let a policy be found again from the next look on. Refuses MatchingNotForYou."""
    subject_id, _ = looked_for(actor)
    PolicySetAside.objects.filter(subject_id=subject_id, policy_code=policy_code).delete()
