"""Runs a pack's examples, purely: the form judges, the table decides, both as they would live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tongban.cases.shelf.schema import ExampleFile
from tongban.content.api import Entry, PackProblem, PackView
from tongban.decisions.api import ANSWER, DecisionReceipt, FactSource, run_table
from tongban.forms.api import FormView, PrefilledField, form_from_pack, judge
from tongban.kernel.text import Text

_MEND = Text.of(
    "核对示例写的事实和期望；如果示例是对的，就改表单或决策表。",
    "Check the example's facts and expectation; if it is right, mend the form or the table.",
)


def check_examples(
    entries: tuple[Entry[ExampleFile], ...], pack: PackView
) -> Iterable[PackProblem]:
    """Every example that does not come out as it says; the item, form and table are the pack's."""
    for entry in entries:
        item = pack.entry("items", entry.model.item)
        if item is None:
            if pack.lacks("items", entry.model.item):
                yield _unknown_item(entry)
            continue
        facts = {name: _plain(value) for name, value in entry.model.facts.items()}
        form = form_from_pack(pack, item.model.form) if item.model.form else None
        filled = _prefilled(form, facts, pack) if form else ()
        answers = {name: _plain(value) for name, value in entry.model.answers.items()}
        clean, problems = judge(form, answers, prefilled=filled) if form else ({}, ())
        yield from _compare_form(entry, [problem.where for problem in problems])
        table = item.model.decision_table
        if entry.model.expect.outcome is None or problems:
            continue
        known = pack.entry("decisions", table) if table else None
        if known is None:
            yield from _no_table(entry, table, pack)
            continue
        trusted = _trusted(facts, pack) | _typed(form, clean, pack)
        receipt = run_table(
            known.model,
            facts={name: value for name, (value, _) in trusted.items()},
            sources={name: source for name, (_, source) in trusted.items()},
            today=entry.model.on,
        )
        yield from _compare_outcome(entry, receipt)


def _prefilled(
    form: FormView, facts: Mapping[str, Any], pack: PackView
) -> tuple[PrefilledField, ...]:
    filled = []
    for field in form.fields:
        element_id, source = field.element_id, _source(pack, field.element_id)
        if source is None or element_id is None or element_id not in facts:
            continue
        filled.append(
            PrefilledField(
                name=field.name,
                value=facts[element_id],
                source_name=source.name,
                as_of=None,
                silent=False,
                locked=not field.editable and source.authoritative,
                element_id=field.element_id,
                source_code=source.code,
            )
        )
    return tuple(filled)


def _trusted(facts: Mapping[str, Any], pack: PackView) -> dict[str, tuple[Any, FactSource]]:
    found = {}
    for element_id, value in facts.items():
        source = _source(pack, element_id)
        if source is not None:
            found[element_id] = (value, FactSource(source.code))
    return found


def _typed(
    form: FormView | None, clean: Mapping[str, Any], pack: PackView
) -> dict[str, tuple[Any, FactSource]]:
    """What a person types is a fact only for elements without a source, as when submitting."""
    if form is None:
        return {}
    return {
        field.element_id: (clean[field.name], ANSWER)
        for field in form.fields
        if field.element_id
        and clean.get(field.name) is not None
        and _source(pack, field.element_id) is None
    }


def _source(pack: PackView, element_id: str | None) -> Any:
    element = pack.entry("elements", element_id) if element_id else None
    if element is None or not element.model.source:
        return None
    source = pack.entry("sources", element.model.source)
    return source.model if source else None


def _compare_form(entry: Entry[ExampleFile], faulty: list[str]) -> Iterator[PackProblem]:
    expected = entry.model.expect
    wanted = sorted(expected.problems)
    fits = bool(faulty) == (expected.form.value == "incomplete")
    if not fits or (wanted and wanted != sorted(faulty)):
        found = "、".join(faulty) or "没有问题"
        yield entry.problem(
            "cases.example_form_differs",
            Text.of(
                f"示例期望表单{expected.form.value}，实际有问题的填写项是：{found}。",
                f"The example expects the form {expected.form.value};"
                f" faulty fields were: {', '.join(faulty) or 'none'}.",
            ),
            _MEND,
            "expect",
        )


def _compare_outcome(entry: Entry[ExampleFile], receipt: DecisionReceipt) -> Iterator[PackProblem]:
    expected, rows = entry.model.expect, [reason.row for reason in receipt.reasons]
    if receipt.outcome is not expected.outcome or (
        expected.rows and sorted(expected.rows) != sorted(rows)
    ):
        said = " ".join(reason.text.zh for reason in receipt.reasons)
        told = " ".join(reason.text.en for reason in receipt.reasons)
        yield entry.problem(
            "cases.example_outcome_differs",
            Text.of(
                f"示例期望 {expected.outcome.value if expected.outcome else ''}"
                f" {expected.rows}，实际是 {receipt.outcome.value} {rows}：{said}",
                f"The example expects {expected.outcome.value if expected.outcome else ''}"
                f" {expected.rows}; it came out {receipt.outcome.value} {rows}: {told}",
            ),
            _MEND,
            "expect",
        )


def _unknown_item(entry: Entry[ExampleFile]) -> PackProblem:
    return entry.problem(
        "cases.example_item_unknown",
        Text.of(
            f"内容包里没有事项“{entry.model.item}”。", f"The pack has no item “{entry.model.item}”."
        ),
        Text.of("写上 items/ 里的事项编码。", "Name the code of an item under items/."),
        "item",
    )


def _no_table(
    entry: Entry[ExampleFile], table: str | None, pack: PackView
) -> Iterator[PackProblem]:
    # A table that is named but faulty has been reported on its own line.
    if table is None or pack.lacks("decisions", table):
        yield entry.problem(
            "cases.example_without_table",
            Text.of(
                "示例期望一个结论，但这个事项没有决策表。",
                "The example expects an outcome, but the item has no decision table.",
            ),
            Text.of(
                "删去 expect.outcome，或给事项配上决策表。",
                "Drop expect.outcome, or give the item a table.",
            ),
            "expect",
            "outcome",
        )


def _plain(value: Any) -> Any:
    """YAML reads bare dates as dates; elements carry them as ISO text."""
    return value.isoformat() if isinstance(value, date) else value
