"""A list to issue from, the faults of its rows, and how far a batch has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tongban.kernel.canonical_json import digest_of
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

NUMBER, NAME = "number", "name"
MOST_ROWS = 100_000
LONGEST_VALUE = 2_000


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One certificate to issue: the holder by number and name, printed values by field name."""

    number: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """A row (from 1) that was not issued, with every reason."""

    row: int
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch 批量制证: rows settled of all, issued and refused; finished or still to go on."""

    id: str
    type_code: str
    type_name: Text
    issuer_code: str
    total: int
    done: int
    issued: int
    refused: int
    started_at: datetime
    moved_at: datetime
    finished_at: datetime | None
    refusals: tuple[RowRefusal, ...] = ()


def batch_digest(rows: Sequence[BatchRow]) -> str:
    """What a list is known by: the same rows in the same order are the same batch."""
    return digest_of({"rows": [[row.number, row.name, dict(row.fields)] for row in rows]})


def list_faults(columns: Sequence[str], known: Sequence[str], count: int) -> Iterator[Problem]:
    """Faults of the list as a whole: a column nobody knows, a missing one, too many rows."""
    for missing in sorted({NUMBER, NAME} - set(columns)):
        yield _fault(
            "columns",
            Text.of(f"缺少列“{missing}”。", f"The column “{missing}” is missing."),
        )
    for unknown in sorted(set(columns) - {NUMBER, NAME, *known}):
        yield _fault(
            "columns",
            Text.of(f"证照上没有“{unknown}”这一项。", f"The type has no field “{unknown}”."),
        )
    if not 0 < count <= MOST_ROWS:
        yield _fault(
            "rows",
            Text.of(f"应有1至{MOST_ROWS}行。", f"It must have 1 to {MOST_ROWS} rows."),
        )


def row_faults(
    row: BatchRow, holder_name: str | None, definition: Mapping[str, Any], held: bool
) -> tuple[str, ...]:
    """Codes of everything wrong with a row; keys of :data:`REASONS`."""
    faults = []
    if holder_name is None:
        faults.append("holder-not-found")
    elif holder_name != row.name.strip():
        faults.append("name-differs")
    if any(not row.fields.get(f["name"], "").strip() for f in definition["fields"]):
        faults.append("field-empty")
    if any(len(value) > LONGEST_VALUE for value in row.fields.values()):
        faults.append("value-too-long")
    if held:
        faults.append("already-held")
    return tuple(faults)


REASONS = {
    "holder-not-found": Text.of("没有这个号码的主体", "Nobody bears this number"),
    "name-differs": Text.of("姓名（名称）与号码不一致", "Name and number do not agree"),
    "field-empty": Text.of("有必填的信息项是空的", "A printed field is empty"),
    "value-too-long": Text.of("有信息项太长", "A value is too long"),
    "already-held": Text.of(
        "持证主体已有一张有效的同类证照，请办理延续", "The holder has a valid one: renew it instead"
    ),
}


def _fault(where: str, message: Text) -> Problem:
    mend = Text.of(
        "列名应为 number、name 和证照的信息项名。", "Columns are number, name and field names."
    )
    return Problem(where, f"certificates.batch_{where}_wrong", message, mend)
