"""Say by which channels one wants to be told, besides the inbox."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record, seal
from tongban.notices import events
from tongban.notices.models import Preference
from tongban.notices.policies import inbox_of
from tongban.notices.refusals import NumberNotRight
from tongban.notices.views import NoticeChannel

_MOBILE = re.compile(r"1[0-9]{10}")


def choose_channel(
    *, actor: Actor, channel: NoticeChannel, is_on: bool, number: str, now: datetime
) -> None:
    """Switch a channel on, with the mobile number it goes to, or off (the number is dropped).

    Off until switched on. Refuses NotAnInbox, NumberNotRight.
    Source: 个人信息保护法 13, 15 (with consent, which can be taken back).
    """
    subject_id = inbox_of(actor)
    if is_on and not _MOBILE.fullmatch(number):
        raise NumberNotRight
    with transaction.atomic():
        Preference.objects.update_or_create(
            subject_id=subject_id,
            channel=channel.value,
            defaults={
                "is_on": is_on,
                "address": seal(subject_id, number.encode() if is_on else b""),
                "said_at": now,
            },
        )
        facts = {"channel": channel.value, "subject": subject_id}
        record(kind="notices.channel-chosen", about=subject_id, facts={**facts, "on": is_on},
               actor=actor, now=now, subject_id=subject_id)  # fmt: skip
        publish(event=events.CHANNEL_CHOSEN, aggregate=subject_id, payload=facts, now=now)
