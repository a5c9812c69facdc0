"""How a referral is locked, told of, stuck and freed: the one way its row changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.connectors import events
from tongban.connectors.models import Referral
from tongban.connectors.system_post import PLATFORM
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.personal import mask_personal_numbers
from tongban.kernel.text import Text
from tongban.ledger.api import record

NOT_SENT = "connectors.not_sent"
NOT_APPLIED = "connectors.not_applied"
STATE_UNKNOWN = "connectors.state_unknown"
CONFLICT = "connectors.conflict"
CLOSED_HERE = "connectors.closed_here"


def locked(referral_id: str) -> Referral | None:
    """The row, locked; None when there is none. Call inside the transaction."""
    found = Referral.objects.select_for_update().filter(id=referral_id)
    return found.order_by("id").first()


def tell(
    row: Referral,
    event: str,
    leaf: str,
    now: datetime,
    *,
    actor: Actor = PLATFORM,
    **facts: Any,
) -> None:
    """One evidence leaf and one outbox row about the referral; ids and codes only."""
    told = {
        "referral": row.id,
        "case": row.case_id,
        "connector": row.connector_code,
        "number": row.number,
        **facts,
    }
    record(
        kind=f"connectors.{leaf}", about=row.case_id, facts=told, actor=actor, now=now,
        subject_id=row.subject_id,
    )  # fmt: skip
    publish(event=event, aggregate=row.id, payload=told, now=now)


def stick(
    row: Referral, code: str, said: Text, mend: Text, now: datetime, *, conflict: bool = False
) -> None:
    """Something a person must know; told once however often it is found again. Saves the row."""
    known = row.problem_code == code
    row.problem_code, row.conflict = code, conflict
    row.problem = {"said": _safe(said), "mend": mend.to_mapping()}
    row.problem_at = row.problem_at if known and row.problem_at else now
    row.save(update_fields=["problem_code", "problem", "problem_at", "conflict"])
    if not known:
        tell(row, events.REFERRAL_STUCK, "referral-stuck", now, problem=code)


def free(row: Referral) -> None:
    """Nothing stands in the way any longer; the caller saves."""
    row.problem_code, row.problem, row.problem_at, row.conflict = "", None, None, False


def _safe(said: Text) -> dict[str, str]:
    return {tag: mask_personal_numbers(words)[:500] for tag, words in said.entries}
