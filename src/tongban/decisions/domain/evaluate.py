"""Runs a table over facts. Whatever is missing, odd or failing goes to a person, never to refusal.

Source: 行政许可法 34 (decide on the spot only when the file is complete); 个人信息保护法 24
(explanation, a person on request).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tongban.decisions.domain.compile import ENGINE_VERSION, FIRES, TODAY, CompiledTable
from tongban.decisions.domain.table import Input, Row, Table
from tongban.decisions.views import (
    DecisionInput,
    DecisionReceipt,
    FactSource,
    Outcome,
    Reason,
)
from tongban.kernel.text import Text

MISSING = "engine-input-missing"
WRONG_KIND = "engine-input-wrong-kind"
FAILED = "engine-rule-failed"
NOTHING_FIRED = "engine-no-row"
STOPPED = "engine-stopped"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNKNOWN_SOURCE = FactSource("unknown")


def evaluate(
    table: Table,
    compiled: CompiledTable,
    *,
    version: int,
    facts: Mapping[str, Any],
    sources: Mapping[str, FactSource],
    today: date,
    stopped: bool = False,
) -> DecisionReceipt:
    """The receipt of running ``table`` on ``facts`` (by element id) as of the civil date ``today``.

    PASS exactly when every required input is there and of its kind, at least one pass row fires
    and no to-person row fires. ``stopped``: the kill switch is on, so a person decides.
    """
    inputs = tuple(_input(given, facts, sources) for given in table.inputs)
    faults = _input_faults(table.inputs, inputs)
    trace: tuple[tuple[str, bool], ...] = ()
    if stopped or faults:
        outcome, reasons = Outcome.TO_PERSON, (_stopped(), *faults) if stopped else faults
    else:
        outcome, reasons, trace = _run(table, compiled, inputs, today)
    return DecisionReceipt(
        outcome=outcome,
        reasons=reasons,
        table_code=table.code,
        table_version=version,
        table_digest=table.digest,
        engine_version=ENGINE_VERSION,
        inputs=inputs,
        trace=trace,
        decided_on=today.isoformat(),
    )


def replays(table: Table, compiled: CompiledTable, receipt: DecisionReceipt) -> bool:
    """Whether running the table again on the receipt's own inputs gives the identical receipt.

    The engine version may differ: that is what a replay across an upgrade is for.
    """
    facts = {given.element_id: given.value for given in receipt.inputs}
    sources = {given.element_id: FactSource(given.source, given.as_of) for given in receipt.inputs}
    again = evaluate(
        table,
        compiled,
        version=receipt.table_version,
        facts=facts,
        sources=sources,
        today=date.fromisoformat(receipt.decided_on),
        stopped=any(reason.row == STOPPED for reason in receipt.reasons),
    )
    before, now = receipt.to_json(), again.to_json()
    del before["engine_version"], now["engine_version"]
    return before == now


def _input(
    given: Input, facts: Mapping[str, Any], sources: Mapping[str, FactSource]
) -> DecisionInput:
    source = sources.get(given.element, _UNKNOWN_SOURCE)
    return DecisionInput(
        given.name, given.element, facts.get(given.element), source.code, source.as_of
    )


def _input_faults(
    declared: tuple[Input, ...], inputs: tuple[DecisionInput, ...]
) -> tuple[Reason, ...]:
    faults = []
    for rule, given in zip(declared, inputs, strict=True):
        if given.value is None:
            if rule.required:
                faults.append(_missing(rule))
        elif not _is_of_kind(given.value, rule.kind):
            faults.append(_wrong_kind(rule))
    return tuple(faults)


def _is_of_kind(value: Any, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "list":
        return isinstance(value, (list, tuple))
    if not isinstance(value, str):
        return False
    return kind != "date" or _is_date(value)


def _is_date(value: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _run(
    table: Table, compiled: CompiledTable, inputs: tuple[DecisionInput, ...], today: date
) -> tuple[Outcome, tuple[Reason, ...], tuple[tuple[str, bool], ...]]:
    context = {given.name: given.value for given in inputs} | {TODAY: today.isoformat()}
    try:
        told = compiled.evaluate(context)[FIRES]
    except Exception:  # noqa: BLE001  (whatever the engine does, a person decides)
        return Outcome.TO_PERSON, (_failed(),), ()
    if any(not isinstance(told.get(f"r{place}"), bool) for place in range(len(table.rows))):
        return Outcome.TO_PERSON, (_failed(),), ()
    trace = tuple((row.code, told[f"r{place}"]) for place, row in enumerate(table.rows))
    fired = [row for place, row in enumerate(table.rows) if told[f"r{place}"]]
    return *_conclude(fired), trace


def _conclude(fired: list[Row]) -> tuple[Outcome, tuple[Reason, ...]]:
    stops = [row for row in fired if row.outcome is Outcome.TO_PERSON]
    if stops or not fired:
        return Outcome.TO_PERSON, tuple(map(_said, stops)) or (_nothing_fired(),)
    return Outcome.PASS, tuple(map(_said, fired))


def _said(row: Row) -> Reason:
    return Reason(row.reason, row.article, row.code)


def _missing(given: Input) -> Reason:
    return Reason(
        Text.of(
            f"数据来源没有给出“{given.label.zh}”，由工作人员核查。",
            f"The source did not give “{given.label.en}”; a person will check.",
        ),
        None,
        MISSING,
    )


def _wrong_kind(given: Input) -> Reason:
    return Reason(
        Text.of(
            f"“{given.label.zh}”的格式不符合规则的要求，由工作人员核查。",
            f"“{given.label.en}” is not in the form the rules need; a person will check.",
        ),
        None,
        WRONG_KIND,
    )


def _stopped() -> Reason:
    return Reason(
        Text.of(
            "这项自动办理目前停用，由工作人员办理。",
            "Automatic decisions are switched off here for now; a person will decide.",
        ),
        None,
        STOPPED,
    )


def _failed() -> Reason:
    return Reason(
        Text.of(
            "规则未能自动得出结论，由工作人员办理。",
            "The rules could not reach a conclusion; a person will decide.",
        ),
        None,
        FAILED,
    )


def _nothing_fired() -> Reason:
    return Reason(
        Text.of(
            "没有规则认定可以当场通过，由工作人员办理。",
            "No rule says this passes at once; a person will decide.",
        ),
        None,
        NOTHING_FIRED,
    )
