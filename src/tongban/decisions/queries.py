"""Running published tables. Reads only; the caller keeps the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tongban.content.api import standing
from tongban.decisions.domain.compile import CompiledTable
from tongban.decisions.domain.evaluate import evaluate, replays
from tongban.decisions.domain.table import Table, read_table
from tongban.decisions.models import DecisionTable, TableStop
from tongban.decisions.refusals import SwitchNotForYou, TableNotFound
from tongban.decisions.views import (
    DecisionReceipt,
    FactSource,
    SwitchView,
    TableInForce,
    TableView,
)
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor, Duty


def decide(
    *,
    table_code: str,
    facts: Mapping[str, Any],
    sources: Mapping[str, FactSource],
    now: datetime,
    in_force: TableInForce | None = None,
    today: date | None = None,
) -> DecisionReceipt:
    """Run the current version of a table on ``facts`` (by element id, JSON values).

    ``sources`` says where each fact came from; ``now`` (UTC) becomes the civil date ``today`` of
    the jurisdiction's calendar. A caller that asked ``table_in_force`` and the calendar before
    passes ``in_force`` and ``today``, which saves asking again. Whatever is missing or fails gives
    TO_PERSON with the reason, never an exception about the facts. Refuses TableNotFound.
    Source: 行政许可法 34, 个人信息保护法 24.
    """
    standing = in_force or table_in_force(table_code)
    version = standing.version
    table, compiled = _compiled(standing.code, version, standing.digest)
    today = today or calendar().local_date(now)
    return evaluate(
        table,
        compiled,
        version=version,
        facts=facts,
        sources=sources,
        today=today,
        stopped=standing.stopped,
    )


def replay(receipt: DecisionReceipt) -> bool:
    """Whether the stored table, run again on the receipt's inputs, gives the same receipt.

    False also when the table's digest is no longer what the receipt says. Refuses TableNotFound.
    """
    table, compiled = _compiled(receipt.table_code, receipt.table_version, receipt.table_digest)
    return table.digest == receipt.table_digest and replays(table, compiled, receipt)


def definition_of(receipt: DecisionReceipt) -> Mapping[str, Any]:
    """The canonical definition of the version that gave a receipt. Refuses TableNotFound."""
    code, version = receipt.table_code, receipt.table_version
    row = DecisionTable.objects.filter(code=code, version=version).first()
    if row is None:
        raise TableNotFound(f"{code}@{version}")
    return row.definition


def reruns(definition: Mapping[str, Any], receipt: DecisionReceipt) -> bool:
    """Like ``replay``, on a definition that was kept beside the receipt: needs no database."""
    table = read_table(definition)
    if table.digest != receipt.table_digest:
        return False
    return replays(table, CompiledTable(table), receipt)


def decision_table(code: str) -> TableView:
    """The current version of a table with its definition, for the guide and for inspectors.

    Public information (rules of automated decisions are published). Refuses TableNotFound.
    """
    version, digest = _current(code)
    table, _ = _compiled(code, version, digest)
    row = DecisionTable.objects.get(code=code, version=version)
    return TableView(
        code=code,
        version=version,
        digest=table.digest,
        title=table.title,
        articles=table.articles,
        element_ids=tuple(given.element for given in table.inputs),
        definition=row.definition,
    )


@standing
def table_in_force(code: str) -> TableInForce:
    """Which version is in force and the data elements it reads: what to look up before deciding.

    Refuses TableNotFound.
    """
    version, digest = _current(code)
    table, _ = _compiled(code, version, digest)
    elements = tuple(given.element for given in table.inputs)
    stopped = TableStop.objects.filter(code=code).exists()
    return TableInForce(code, version, digest, elements, stopped)


def switches(actor: Actor) -> tuple[SwitchView, ...]:
    """Every published table with its kill switch, by code; for operators and supervisors.

    Refuses SwitchNotForYou.
    """
    if not any(actor.has_duty(duty) for duty in (Duty.OPERATOR, Duty.SUPERVISOR)):
        raise SwitchNotForYou
    stops = {row.code: row for row in TableStop.objects.order_by("code")}
    rows = DecisionTable.objects.order_by("code", "-version").distinct("code")
    return tuple(_switch(row, stops.get(row.code)) for row in rows)


def _switch(row: DecisionTable, stop: TableStop | None) -> SwitchView:
    title = read_table(row.definition).title
    if stop is None:
        return SwitchView(row.code, row.version, title, None, "")
    return SwitchView(row.code, row.version, title, stop.stopped_at, stop.reason)


def _current(code: str) -> tuple[int, str]:
    current = (
        DecisionTable.objects.filter(code=code)
        .order_by("-version")
        .values_list("version", "digest")
        .first()
    )
    if current is None:
        raise TableNotFound(code)
    return current


@lru_cache(maxsize=1024)
def _compiled(code: str, version: int, digest: str) -> tuple[Table, CompiledTable]:
    """Read and compile once per process: a published version never changes.

    The digest is part of the key only, so that two databases seen by one process cannot mix.
    """
    del digest
    row = DecisionTable.objects.filter(code=code, version=version).order_by("version").first()
    if row is None:
        raise TableNotFound(f"{code}@{version}")
    table = read_table(row.definition)
    return table, CompiledTable(table)
