"""Open a message: of a served document the moment is the proof that it was read 签收."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.notices import events
from tongban.notices.models import Message
from tongban.notices.policies import inbox_of
from tongban.notices.queries import message
from tongban.notices.refusals import MessageNotFound
from tongban.notices.views import MessageView


def open_message(*, actor: Actor, message_id: str, now: datetime) -> MessageView:
    """Mark a message of one's own as opened; the first time counts and stays.

    Refuses MessageNotFound, NotAnInbox.
    """
    subject_id = inbox_of(actor)
    with transaction.atomic():
        rows = Message.objects.select_for_update().filter(id=message_id, subject_id=subject_id)
        row = rows.order_by("id").first()
        if row is None:
            raise MessageNotFound
        if row.opened_at is None:
            row.opened_at = now
            row.save(update_fields=["opened_at"])
            facts = {"message": row.id, "subject": subject_id}
            record(kind="notices.opened", about=row.id, facts=facts, actor=actor, now=now,
                   subject_id=subject_id)  # fmt: skip
            publish(event=events.MESSAGE_OPENED, aggregate=row.id, payload=facts, now=now)
    return message(actor, message_id)


def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """Mark every unopened message that is no document as read; how many. Refuses NotAnInbox.

    A document is opened one by one: nobody is held to have read what they swept away.
    """
    subject_id = inbox_of(actor)
    with transaction.atomic():
        unread = Message.objects.filter(
            subject_id=subject_id, opened_at__isnull=True, is_document=False
        )
        count = unread.update(opened_at=now)
        if count:
            facts = {"subject": subject_id, "count": count}
            record(kind="notices.all-read", about=subject_id, facts=facts, actor=actor, now=now,
                   subject_id=subject_id)  # fmt: skip
    return count
