"""Consent to electronic delivery 同意电子送达, by confirming where it goes; and take it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.notices import events
from tongban.notices.models import DeliveryConsent
from tongban.notices.policies import inbox_of


def agree_to_delivery(*, actor: Actor, now: datetime) -> None:
    """Documents reach this inbox with legal effect from now on 送达地址确认; twice is once.

    Refuses NotAnInbox. Source: 民事诉讼法 90, 行政处罚法 61.
    """
    subject_id = inbox_of(actor)
    with transaction.atomic():
        _, made = DeliveryConsent.objects.get_or_create(
            subject_id=subject_id, ended_at=None, defaults={"agreed_at": now}
        )
        if made:
            _note("notices.delivery-agreed", events.DELIVERY_AGREED, actor, subject_id, now)


def end_delivery(*, actor: Actor, now: datetime) -> None:
    """From now on documents come on paper again; what was served stays served.

    Refuses NotAnInbox.
    """
    subject_id = inbox_of(actor)
    with transaction.atomic():
        standing = DeliveryConsent.objects.filter(subject_id=subject_id, ended_at__isnull=True)
        if standing.update(ended_at=now):
            _note("notices.delivery-ended", events.DELIVERY_ENDED, actor, subject_id, now)


def _note(kind: str, event: str, actor: Actor, subject_id: str, now: datetime) -> None:
    facts = {"subject": subject_id}
    record(kind=kind, about=subject_id, facts=facts, actor=actor, now=now, subject_id=subject_id)
    publish(event=event, aggregate=subject_id, payload=facts, now=now)
