"""Keep what our registers say of things as rows for the hub, one a thing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tongban.federation.domain.row_fields import KEYS
from tongban.federation.models import GatheredRow
from tongban.federation.views import RowState
from tongban.kernel.moments import at_ms
from tongban_wire.rows import RowKind

_LONGEST = 512
Values = Mapping[str, str]


def keep_rows(kind: RowKind, told: list[Values], now: datetime) -> int:
    """Put rows in place of what they were, new ones beside; how many changed.

    A changed row waits to be sent, whatever became of it before. What an operator put right in a
    field stands until the register says something else in that field. Within a transaction.
    """
    rows = {values[KEYS[kind]]: _cut(values) for values in told}
    known = GatheredRow.objects.select_for_update().filter(kind=kind.value, key__in=rows)
    standing = {row.key: row for row in known.order_by("id")}
    fresh, changed = [], []
    for key, source in rows.items():
        row = standing.get(key)
        if row is None:
            fresh.append(
                GatheredRow(
                    kind=kind.value, key=key, source=source, revision=_revision(0, now),
                    state=RowState.WAITING.value, gathered_at=now,
                )
            )  # fmt: skip
        elif row.source != source:
            row.corrections = {
                field: value
                for field, value in row.corrections.items()
                if source.get(field, "") == row.source.get(field, "")
            }
            row.source = source
            wait_again(row, now)
            changed.append(row)
    GatheredRow.objects.bulk_create(fresh)
    GatheredRow.objects.bulk_update(
        changed, ["source", "corrections", "revision", "state", "faults", "batch", "gathered_at"]
    )
    return len(fresh) + len(changed)


def wait_again(row: GatheredRow, now: datetime) -> None:
    """Give a changed row its next revision; it waits to be sent. Nothing is saved."""
    row.revision, row.gathered_at = _revision(row.revision, now), now
    row.state, row.faults, row.batch = RowState.WAITING.value, [], None


def _revision(last: int, now: datetime) -> int:
    # By the clock, so that numbers go on growing after a restore from an older backup.
    return max(last + 1, at_ms(now))


def _cut(values: Values) -> dict[str, str]:
    return {field: value[:_LONGEST] for field, value in values.items() if value}
