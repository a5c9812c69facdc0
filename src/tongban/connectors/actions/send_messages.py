"""Send what is due to a system: in order for each case, with a key, again until it is heard."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from tongban.cases.api import case
from tongban.connectors import events
from tongban.connectors.domain.definition import Connector
from tongban.connectors.domain.waiting import next_try
from tongban.connectors.keeping import NOT_SENT, free, locked, stick, tell
from tongban.connectors.messages import Made, MessageKind, content_of, made
from tongban.connectors.models import Referral, ReferralMessage
from tongban.connectors.ports import Answer, Line, LineDown, NotTaken
from tongban.connectors.system_post import PLATFORM
from tongban.kernel.text import Text

_LEASE = timedelta(seconds=90)
_MOST_AT_ONCE = 50
_log = structlog.get_logger(__name__)


def send_messages(connector: Connector, line: Line, now: datetime) -> int:
    """Send what is due, at most fifty; how many were taken. Raises LineDown at the first silence.

    Each is claimed before it is sent, so a crash in between sends it again with the same key.
    """
    due = (
        ReferralMessage.objects.filter(
            done_at__isnull=True, next_try_at__lte=now,
            referral__connector_code=connector.code,
        )
        .order_by("next_try_at", "id")
        .values_list("id", flat=True)[:_MOST_AT_ONCE]
    )  # fmt: skip
    return sum(_send(connector, line, message_id, now) for message_id in list(due))


def _send(connector: Connector, line: Line, message_id: int, now: datetime) -> bool:
    claimed = _claim(message_id, now)
    if claimed is None:
        return False
    row, message = claimed
    ready = made(connector, row, message, case(PLATFORM, row.case_id, now))
    if ready.problems:
        _hold(message, row, ready, now)
        return False
    try:
        answer = line.send(message.kind, dict(ready.body))
        for digest in answer.wanted:
            if digest in ready.files:
                line.attach(digest, content_of(ready.files[digest]))
    except NotTaken as refused:
        _not_taken(message, row.id, refused, now)
        return False
    except LineDown:
        message.next_try_at = next_try(now, message.attempts)
        message.save(update_fields=["next_try_at"])
        raise
    _taken(message, row.id, answer, ready.fields, now, connector)
    return True


def _claim(message_id: int, now: datetime) -> tuple[Referral, ReferralMessage] | None:
    """The message for this sending, when nothing of its case must go before it."""
    with transaction.atomic():
        referral_id = ReferralMessage.objects.values_list("referral_id", flat=True).get(
            id=message_id
        )
        row = locked(referral_id)
        message = ReferralMessage.objects.get(id=message_id)
        earlier = ReferralMessage.objects.filter(
            referral_id=referral_id, seq__lt=message.seq, done_at__isnull=True
        )
        if row is None or message.done_at is not None or earlier.exists():
            return None
        message.attempts += 1
        message.next_try_at = now + _LEASE
        message.save(update_fields=["attempts", "next_try_at"])
    return row, message


def _taken(
    message: ReferralMessage,
    referral_id: str,
    answer: Answer,
    fields: int,
    now: datetime,
    connector: Connector,
) -> None:
    with transaction.atomic():
        row = locked(referral_id)
        if row is None:
            return
        message.done_at, message.outcome, message.next_try_at = now, "taken", None
        message.save(update_fields=["done_at", "outcome", "next_try_at"])
        if message.kind == MessageKind.APPLICATION.value:
            row.number, row.received_at, row.ask_at = answer.number, now, now
        row.fields_sent = max(row.fields_sent, fields)
        if row.problem_code == NOT_SENT:
            free(row)
        if message.kind == MessageKind.WITHDRAWAL.value:
            row.ended, row.ended_at = "withdrawn", now
        row.save()
        tell(
            row, events.REFERRAL_RECEIVED, "message-taken", now, kind=message.kind, fields=fields,
            version=connector.version,
        )  # fmt: skip


_AGAIN = Text.of("按原因处理好后，点“再发一次”。", "Mend what it says, then press “send again”.")


def _hold(message: ReferralMessage, row: Referral, ready: Made, now: datetime) -> None:
    """It cannot be made: it waits for a person, who sends it again."""
    zh = "".join(each.message.zh for each in ready.problems)
    en = " ".join(each.message.en for each in ready.problems)
    _wait_for_person(message, row.id, Text.of(zh, en), ready.problems[0].mend, now)


def _not_taken(
    message: ReferralMessage, referral_id: str, refused: NotTaken, now: datetime
) -> None:
    said = "；".join(each[:200] for each in refused.reasons[:10]) or "没有说明原因"
    told = Text.of(f"对方系统没有收下：{said}。", f"Their system did not take it: {said}.")
    withdrawal = message.kind == MessageKind.WITHDRAWAL.value
    _wait_for_person(message, referral_id, told, _AGAIN, now, conflict=withdrawal)


def _wait_for_person(
    message: ReferralMessage,
    referral_id: str,
    said: Text,
    mend: Text,
    now: datetime,
    *,
    conflict: bool = False,
) -> None:
    with transaction.atomic():
        row = locked(referral_id)
        if row is not None:
            message.next_try_at = None
            message.save(update_fields=["next_try_at"])
            stick(row, NOT_SENT, said, mend, now, conflict=conflict)
            _log.info("connectors.not_sent", referral=row.id, connector=row.connector_code)
