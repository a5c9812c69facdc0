"""Withdraw an assessment 停用: from that day on projects are asked for their own again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.zones.events import ASSESSMENT_WITHDRAWN
from tongban.zones.models import Withdrawal
from tongban.zones.policies import post_of
from tongban.zones.queries import assessment
from tongban.zones.refusals import AlreadyWithdrawn, NotYourZone, ReasonMissing
from tongban.zones.views import AssessmentView

_LONGEST = 500


def withdraw_assessment(*, actor: Actor, number: str, reason: str, now: datetime) -> AssessmentView:
    """An approver of the zone's authority; ``reason`` is published, cases that rely on it show it.

    Refuses AssessmentUnknown, NotYourZone, ReasonMissing, AlreadyWithdrawn.
    """
    known = assessment(number, now)
    post = post_of(actor, known.agency_code)
    if post is None:
        raise NotYourZone
    said = reason.strip()
    if not said or len(said) > _LONGEST:
        raise ReasonMissing
    with transaction.atomic():
        _, fresh = Withdrawal.objects.get_or_create(
            number=number,
            defaults={"reason": said, "post_id": post.id, "withdrawn_at": now},
        )
        if not fresh:
            raise AlreadyWithdrawn
        payload = {"assessment": number, "zone": known.zone_code}
        record(kind="zones.assessment-withdrawn", about=number, facts=payload, actor=actor, now=now)
        publish(event=ASSESSMENT_WITHDRAWN, aggregate=number, payload=payload, now=now)
    return assessment(number, now)
