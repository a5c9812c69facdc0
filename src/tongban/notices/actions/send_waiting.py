"""Send what waits on the channels; a channel that is away is asked again."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.text import Text
from tongban.ledger.api import SubjectForgotten, record, unseal
from tongban.notices import events
from tongban.notices.actions.tell import SERVICE
from tongban.notices.models import Preference, Sending
from tongban.notices.ports import ChannelAway, message_channel
from tongban.notices.views import NoticeChannel, SendingState

_BATCH = 100
_MOST_ATTEMPTS = 8


def send_waiting(now: datetime) -> int:
    """Up to 100 that may go out now, each in a transaction of its own; how many were tried.

    What goes out is the title and where to read the rest, never the message itself. A channel
    switched off since is not used. After eight failures it is given up: the inbox has it.
    """
    waiting = Sending.objects.filter(state=SendingState.WAITING.value, not_before__lte=now)
    ids = list(waiting.order_by("not_before", "id").values_list("id", flat=True)[:_BATCH])
    for sending_id in ids:
        with transaction.atomic():
            locked = waiting.select_for_update(skip_locked=True, of=("self",))
            row = locked.select_related("message").filter(id=sending_id).order_by("id").first()
            if row is not None:
                _send(row, now)
    return len(ids)


def _send(row: Sending, now: datetime) -> None:
    try:
        number = _number(row)
        words = _words(row)
        if number:
            channel = message_channel(NoticeChannel(row.channel))
            channel.send(f"{row.message_id}:{row.channel}", number, words, now)
        row.state = (SendingState.SENT if number else SendingState.FAILED).value
        row.sent_at = now if number else None
    except SubjectForgotten:
        row.state = SendingState.FAILED.value
    except ChannelAway:
        row.attempts += 1
        row.not_before = now + timedelta(seconds=2**row.attempts)
        if row.attempts >= _MOST_ATTEMPTS:
            row.state = SendingState.FAILED.value
    row.save()
    if row.state == SendingState.SENT.value:
        facts = {"message": row.message_id, "channel": row.channel}
        record(kind="notices.sent", about=row.message_id, facts=facts, actor=SERVICE, now=now,
               subject_id=row.message.subject_id)  # fmt: skip
        publish(event=events.MESSAGE_SENT, aggregate=row.message_id, payload=facts, now=now)


def _number(row: Sending) -> str:
    chosen = Preference.objects.filter(
        subject_id=row.message.subject_id, channel=row.channel, is_on=True
    )
    found = chosen.order_by("id").first()
    return unseal(found.subject_id, bytes(found.address)).decode() if found else ""


def _words(row: Sending) -> Text:
    title, _ = json.loads(unseal(row.message.subject_id, bytes(row.message.words)))
    return Text.from_mapping(title)
