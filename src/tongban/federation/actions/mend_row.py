"""Put a rejected row right 异常数据修正, or send it again as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tongban.federation import events, policies
from tongban.federation.actions.keep_rows import wait_again
from tongban.federation.domain.row_fields import FIELDS, KEYS, faults_of_row, label_of
from tongban.federation.models import GatheredRow
from tongban.federation.refusals import FederationNotYours, RowNotMended, RowNotOpen
from tongban.federation.views import RowState
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban_wire.rows import RowKind

_LONGEST = 512
_LONGEST_REASON = 200
_MEND = Text.of("请改正后再提交。", "Put it right and send it again.")


def mend_row(
    *, actor: Actor, row_id: int, corrections: Mapping[str, str], reason: str, now: datetime
) -> None:
    """Give a rejected row other values by field, and let it wait to be sent; with none, as it is.

    What the register says is not touched; a correction stands until the register says something
    else in that field. Refuses: FederationNotYours; RowNotOpen; RowNotMended (no reason given, an
    unknown field, the row's key, a value that still does not do), with every problem.
    """
    if not policies.may_run(actor):
        raise FederationNotYours
    with transaction.atomic():
        rows = GatheredRow.objects.select_for_update().filter(id=row_id)
        row = rows.filter(state=RowState.REJECTED.value).order_by("id").first()
        if row is None:
            raise RowNotOpen
        changed = {
            field: value.strip()[:_LONGEST]
            for field, value in corrections.items()
            if value.strip() != row.told.get(field, "")
        }
        problems = _problems(row, changed, reason)
        if problems:
            raise RowNotMended(problems)
        row.corrections = row.corrections | changed
        wait_again(row, now)
        row.save()
        facts = {"row": row.id, "kind": row.kind, "fields": sorted(changed)}
        about = settings.PLATFORM_CODE or "federation"
        told = {**facts, "reason": reason.strip()} if changed else facts
        record(kind="federation.row-mended", about=about, facts=told, actor=actor, now=now)
        publish(event=events.ROW_MENDED, aggregate=about, payload={"row": row.id}, now=now)


def _problems(row: GatheredRow, changed: Mapping[str, str], reason: str) -> tuple[Problem, ...]:
    kind = RowKind(row.kind)
    mendable = {rule.name for rule in FIELDS[kind]} - {KEYS[kind]}
    said = []
    if changed and not 2 <= len(reason.strip()) <= _LONGEST_REASON:
        why = Text.of("请写明修正理由（2至200字）。", "Say why, in 2 to 200 characters.")
        said.append(Problem("reason", "federation.row_reason", why, _MEND))
    for field in sorted(set(changed) - mendable):
        why = Text.of("这个字段不能修正。", "This field cannot be put right.")
        said.append(Problem(field[:64], "federation.row_field", why, _MEND))
    values = row.told | dict(changed)
    known = frozenset({values.get("task_code", "")})
    for fault in faults_of_row(kind, row.key, values, known):
        if fault.field in changed:
            label = label_of(kind, fault.field)
            why = Text.of(f"{label.zh}：{fault.reason.zh}", f"{label.en}: {fault.reason.en}")
            said.append(Problem(fault.field, f"federation.row_{fault.code}", why, _MEND))
    return tuple(said)
