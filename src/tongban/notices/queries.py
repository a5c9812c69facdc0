"""Reading one's messages, channels and consent to electronic delivery."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import time

from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many
from tongban.notices.models import DeliveryConsent, Message, Preference, RulesVersion, Sending
from tongban.notices.policies import inbox_of
from tongban.notices.refusals import MessageNotFound
from tongban.notices.views import (
    ChannelChoice,
    DeliveryView,
    MessageView,
    NoticeChannel,
    NoticeRules,
    SendingState,
    SendingView,
)

_USUAL = NoticeRules(time(21), time(8), keep_days=365, keep_document_days=1096)


def my_messages(actor: Actor, after: str | None = None, size: int = 20) -> Page[MessageView]:
    """One's messages, newest first; ``after`` is a message id. Refuses NotAnInbox."""
    size = min(max(size, 1), MAX_PAGE_SIZE)
    rows = Message.objects.filter(subject_id=inbox_of(actor)).order_by("-id")
    if after:
        rows = rows.filter(id__lt=after)
    found = list(rows[: size + 1])
    more = found[size - 1].id if len(found) > size else None
    return Page(_views(found[:size]), more)


def unread_count(actor: Actor, most: int = 99) -> int:
    """How many messages one has not opened, counted up to ``most``. Refuses NotAnInbox."""
    unread = Message.objects.filter(subject_id=inbox_of(actor), opened_at__isnull=True)
    return unread.order_by("id")[:most].count()


def message(actor: Actor, message_id: str) -> MessageView:
    """One of one's own messages. Refuses MessageNotFound, NotAnInbox."""
    rows = Message.objects.filter(id=message_id, subject_id=inbox_of(actor))
    views = _views(list(rows.order_by("id")[:1]))
    if not views:
        raise MessageNotFound
    return views[0]


def sendings(actor: Actor, message_id: str) -> tuple[SendingView, ...]:
    """How far one of one's own messages has come on each channel. Refuses NotAnInbox."""
    rows = Sending.objects.filter(message_id=message_id, message__subject_id=inbox_of(actor))
    return tuple(
        SendingView(
            NoticeChannel(row.channel), SendingState(row.state), row.not_before, row.sent_at
        )
        for row in rows.order_by("channel")
    )


def channel_choices(actor: Actor) -> tuple[ChannelChoice, ...]:
    """Every channel with what one said about it; off where nothing was said. Refuses NotAnInbox."""
    subject_id = inbox_of(actor)
    rows = Preference.objects.filter(subject_id=subject_id, is_on=True).order_by("channel")
    known = {row.channel: row for row in rows}
    numbers = unseal_many([(subject_id, bytes(row.address)) for row in known.values()])
    ends = dict(zip(known, numbers, strict=True))
    return tuple(
        ChannelChoice(each, each.value in known, (ends.get(each.value) or b"").decode()[-4:])
        for each in NoticeChannel
    )


def delivery_consent(actor: Actor) -> DeliveryView:
    """Whether one agreed to electronic delivery, and since when. Refuses NotAnInbox."""
    standing = DeliveryConsent.objects.filter(subject_id=inbox_of(actor), ended_at__isnull=True)
    row = standing.order_by("id").first()
    return DeliveryView(row.agreed_at if row else None)


def rules_in_force() -> NoticeRules:
    """The jurisdiction's rules; where none are published, quiet from 21:00 to 08:00, kept a year
    (documents three).
    """
    row = RulesVersion.objects.order_by("-published_at", "-version").first()
    if row is None:
        return _USUAL
    told = row.definition
    return NoticeRules(
        time.fromisoformat(told["quiet_from"]),
        time.fromisoformat(told["quiet_until"]),
        told["keep_days"],
        told["keep_document_days"],
    )


def _views(rows: Sequence[Message]) -> tuple[MessageView, ...]:
    """What can be opened; words of somebody who was forgotten cannot."""
    opened = unseal_many([(row.subject_id, bytes(row.words)) for row in rows])
    return tuple(
        _view(row, words) for row, words in zip(rows, opened, strict=True) if words is not None
    )


def _view(row: Message, words: bytes) -> MessageView:
    title, body = json.loads(words)
    return MessageView(
        id=row.id,
        title=Text.from_mapping(title),
        body=Text.from_mapping(body),
        link=row.link,
        told_at=row.told_at,
        opened_at=row.opened_at,
        is_document=row.is_document,
        served_at=row.served_at,
    )
