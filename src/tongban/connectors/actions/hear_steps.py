"""Ask a system what happened to the cases it has; keep every step once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tongban.connectors.domain.definition import Connector
from tongban.connectors.domain.incoming import Heard, Unreadable, read_step
from tongban.connectors.keeping import locked
from tongban.connectors.models import Referral, ReferralStep
from tongban.connectors.ports import Line, LineDown
from tongban.kernel.text import Text
from tongban.ledger.api import seal

_UNREADABLE = Text.of(
    "对方系统发来的环节不是约定的格式，没有采用。",
    "A step from the system is not in the agreed format; it was not used.",
)


def hear_steps(connector: Connector, line: Line, now: datetime) -> tuple[str, ...]:
    """Ask about the cases that are due, those not asked about longest first.

    Returns the referrals that were heard of, for ``apply_steps``. Raises LineDown, also for a step
    that cannot be read: nothing of that answer is used.
    """
    due = list(
        Referral.objects.filter(connector_code=connector.code, ended="", ask_at__lte=now)
        .exclude(number="")
        .order_by("ask_at", "id")[: connector.limits.batch]
    )
    if not due:
        return ()
    told = line.progress([row.number for row in due])
    try:
        heard = [read_step(each, connector.speech) for each in told]
    except Unreadable as fault:
        raise LineDown(_UNREADABLE) from fault
    by_number: dict[str, list[Heard]] = {}
    for step in heard:
        by_number.setdefault(step.number, []).append(step)
    for row in due:
        take_steps(row.id, by_number.get(row.number, ()), connector, now)
    return tuple(row.id for row in due)


def take_steps(
    referral_id: str,
    heard: Sequence[Heard],
    connector: Connector,
    now: datetime,
    *,
    asked: bool = True,
) -> None:
    """Keep the steps that are new; a step said twice is the first one's.

    Only what was ``asked`` for puts the next asking off: a push may leave something out.
    """
    with transaction.atomic():
        row = locked(referral_id)
        if row is None:
            return
        ReferralStep.objects.bulk_create(
            (
                ReferralStep(
                    referral=row,
                    seq=step.seq,
                    state=step.state,
                    at=step.at,
                    sealed_words=_sealed(row, step.words),
                    certificate=step.certificate,
                    heard_at=now,
                )
                for step in heard
                if step.seq > row.applied_seq
            ),
            ignore_conflicts=True,
        )
        row.heard_at = now
        if asked:
            row.ask_at = now + timedelta(seconds=connector.limits.ask_every_s)
        row.fields_typed = max([row.fields_typed, *(step.typed for step in heard)])
        row.save(update_fields=["heard_at", "ask_at", "fields_typed"])


def _sealed(row: Referral, words: str) -> bytes | None:
    return seal(row.subject_id, words.encode()) if words else None
