"""The kill switch 急停: rules stop deciding at once, everywhere, until they are let go again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.decisions.models import DecisionTable, TableStop
from tongban.decisions.refusals import SwitchNotForYou, SwitchReasonMissing, TableNotFound
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import record

_MAY = (Duty.OPERATOR, Duty.SUPERVISOR)


def stop_table(*, actor: Actor, table_code: str, reason: str, now: datetime) -> None:
    """Let the table decide nothing by itself: every case goes to a person. Repeating is harmless.

    Holds in every process from the commit on. ``reason`` (at most 500 characters) names no person.
    Refuses SwitchNotForYou, SwitchReasonMissing, TableNotFound. Source: 个人信息保护法 24.
    """
    _need(actor, table_code, reason)
    with transaction.atomic():
        _, stopped = TableStop.objects.get_or_create(
            code=table_code, defaults={"reason": reason.strip()[:500], "stopped_at": now}
        )
        if stopped:
            _tell("decisions.table-stopped", actor, table_code, now)


def resume_table(*, actor: Actor, table_code: str, reason: str, now: datetime) -> None:
    """Let the table decide by itself again. Repeating is harmless. Refuses like ``stop_table``."""
    _need(actor, table_code, reason)
    with transaction.atomic():
        gone, _ = TableStop.objects.filter(code=table_code).delete()
        if gone:
            _tell("decisions.table-resumed", actor, table_code, now)


def _need(actor: Actor, table_code: str, reason: str) -> None:
    if not any(actor.has_duty(duty) for duty in _MAY):
        raise SwitchNotForYou
    if not reason.strip():
        raise SwitchReasonMissing
    if not DecisionTable.objects.filter(code=table_code).exists():
        raise TableNotFound(table_code)


def _tell(kind: str, actor: Actor, table_code: str, now: datetime) -> None:
    record(
        kind=kind, about=f"table:{table_code}", facts={"table": table_code}, actor=actor, now=now
    )
