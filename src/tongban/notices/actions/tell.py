"""Tell a person or a firm something 告知: once for each cause, in plain words, sealed for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.text import Text
from tongban.ledger.api import SubjectForgotten, record, seal
from tongban.notices import events
from tongban.notices.domain.quiet import QuietHours, earliest
from tongban.notices.domain.template import Template
from tongban.notices.models import DeliveryConsent, Message, Preference, Sending
from tongban.notices.queries import rules_in_force

SERVICE = Actor.system("notices")


def tell(
    *,
    subject_id: str,
    template: Template,
    cause: str,
    slots: Mapping[str, Text],
    link: str,
    now: datetime,
) -> str | None:
    """Put a message into somebody's inbox and on the channels they chose; its id.

    ``cause`` names what happened (``appointment_…:due``): told again it is told once, and None
    comes back; None also for a subject whose data was forgotten. ``slots`` fill the template,
    ``link`` is a path of the portal or empty. In the caller's transaction when there is one. A
    document is served when it reaches the inbox, where its person agreed to electronic delivery.
    KeyError for a slot without words.
    Source: 民事诉讼法 90, 行政处罚法 61 (electronic service with consent).
    """
    title, body = template.filled(slots)
    said = json.dumps([title.to_mapping(), body.to_mapping()], ensure_ascii=False)
    with transaction.atomic():
        try:
            words = seal(subject_id, said.encode())
        except SubjectForgotten:
            return None
        served = template.is_document and _agreed(subject_id)
        row = Message(
            id=new_id("message"),
            subject_id=subject_id,
            template=template.code,
            cause=cause,
            words=words,
            link=link,
            is_document=template.is_document,
            told_at=now,
            served_at=now if served else None,
        )
        Message.objects.bulk_create([row], ignore_conflicts=True)
        if not Message.objects.filter(id=row.id).exists():
            return None
        _put_on_channels(row, now)
        _leave_evidence(row, served, now)
    return row.id


def _agreed(subject_id: str) -> bool:
    return DeliveryConsent.objects.filter(subject_id=subject_id, ended_at__isnull=True).exists()


def _put_on_channels(row: Message, now: datetime) -> None:
    chosen = Preference.objects.filter(subject_id=row.subject_id, is_on=True).order_by("channel")
    channels = list(chosen.values_list("channel", flat=True))
    if not channels:
        return
    rules = rules_in_force()
    quiet = QuietHours(rules.quiet_from, rules.quiet_until)
    not_before = earliest(now.astimezone(calendar().tz), quiet)
    Sending.objects.bulk_create(
        Sending(message=row, channel=channel, not_before=not_before) for channel in channels
    )


def _leave_evidence(row: Message, served: bool, now: datetime) -> None:
    facts = {
        "message": row.id,
        "template": row.template,
        "cause": row.cause,
        "subject": row.subject_id,
    }
    record(
        kind="notices.told",
        about=row.id,
        facts={**facts, "served": served},
        actor=SERVICE,
        now=now,
        subject_id=row.subject_id,
    )
    publish(event=events.MESSAGE_TOLD, aggregate=row.id, payload=facts, now=now)
