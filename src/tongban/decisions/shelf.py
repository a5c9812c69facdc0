"""The shelf ``decisions`` of a content pack: one readable table per entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from pydantic import Field

from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    FactName,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    versions_in,
)
from tongban.decisions.domain.compile import TODAY, expression_faults
from tongban.decisions.domain.table import Table, read_table
from tongban.decisions.models import DecisionTable
from tongban.decisions.views import Outcome
from tongban.elements.api import element
from tongban.kernel.text import Text


class InputKind(Enum):
    """What a condition may do with the value; a value of another kind goes to a person."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    LIST = "list"


class TableInput(PackModel):
    """A fact the table reads: its name in conditions and the data element it is bound to.

    ``required: false`` lets the value be null in conditions; the default hands the case to a
    person when the value is not known.
    """

    name: FactName
    element: str
    kind: InputKind
    required: bool = True


class TableRow(PackModel):
    """One rule: when the condition holds, this is the outcome, for this reason, by this article."""

    code: EntryCode
    when: str = Field(min_length=1, max_length=500)
    outcome: Outcome
    reason: LocalText
    article: Citation


class TableFile(PackModel):
    """A decision table 决策表.

    ``derive`` gives names to intermediate values (``age: "d(today).diff(d(birth_date), 'year')"``);
    ``today`` is always there (ISO date). Conditions are ZEN expressions over inputs, derived names
    and ``today``; dates are compared as ``d(a) <= d(b)``. PASS needs at least one pass
    row to fire and no to-person row.
    """

    code: EntryCode
    title: LocalText
    articles: list[Citation] = Field(min_length=1)
    inputs: list[TableInput] = Field(min_length=1)
    derive: dict[FactName, str] = Field(default_factory=dict)
    rows: list[TableRow] = Field(min_length=1)

    def canonical(self, labels: dict[str, Text]) -> dict[str, Any]:
        """The JSON form that is digested, stored and compiled; ``labels`` name the elements."""
        plain = self.model_dump(mode="json")
        for given in plain["inputs"]:
            label = labels.get(given["element"]) or Text.of(given["name"], given["name"])
            given["label"] = label.to_mapping()
        plain["derive"] = [[name, expression] for name, expression in self.derive.items()]
        return plain

    def table(self) -> Table:
        """The table as values, for checks and examples."""
        return read_table(self.canonical({}))


def check_tables(entries: tuple[Entry[TableFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Every fault of the tables: unknown elements and articles, broken or unstable conditions."""
    for entry in entries:
        yield from _check_names(entry)
        yield from _check_references(entry, pack)
        for fault in expression_faults(entry.model.table()):
            yield entry.problem(
                "decisions.condition_broken",
                fault.message,
                Text.of(
                    "条件用输入名、推导名、today 和常量写成，例如 status == 'valid'。",
                    "Write it over input names, derived names, today and constants,"
                    " for example status == 'valid'.",
                ),
                *_place_of(entry.model, fault.where),
            )


def _check_names(entry: Entry[TableFile]) -> Iterator[PackProblem]:
    model = entry.model
    names = [given.name for given in model.inputs] + list(model.derive) + [TODAY]
    codes = [row.code for row in model.rows]
    for word in sorted({name for name in names if names.count(name) > 1}):
        yield entry.problem(
            "decisions.name_twice",
            Text.of(f"名称“{word}”用了不止一次。", f"The name “{word}” is used more than once."),
            Text.of("给其中一个换名。", "Rename one of them."),
            "inputs",
        )
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield entry.problem(
            "decisions.row_twice",
            Text.of(f"规则代码“{code}”重复。", f"Two rows have the code “{code}”."),
            Text.of("每条规则用自己的代码。", "Give every row its own code."),
            "rows",
        )
    if all(row.outcome is not Outcome.PASS for row in model.rows):
        yield entry.problem(
            "decisions.never_passes",
            Text.of("没有一条规则能够通过。", "No row can pass anything."),
            Text.of(
                "至少写一条 outcome: pass 的规则，否则不要给事项配决策表。",
                "Add a row with outcome: pass, or give the item no decision table.",
            ),
            "rows",
        )


def _check_references(entry: Entry[TableFile], pack: PackView) -> Iterator[PackProblem]:
    for place, given in enumerate(entry.model.inputs):
        if pack.lacks("elements", given.element):
            yield entry.problem(
                "decisions.element_unknown",
                Text.of(
                    f"数据元“{given.element}”不在内容包里。",
                    f"The pack has no element “{given.element}”.",
                ),
                Text.of(
                    "在 elements/ 里写上它，或改成已有的数据元。",
                    "Write it under elements/, or name one that is there.",
                ),
                "inputs",
                place,
                "element",
            )


def _place_of(model: TableFile, where: str) -> tuple[str | int, ...]:
    for place, row in enumerate(model.rows):
        if row.code == where:
            return ("rows", place, "when")
    return ("derive", where)


def _definition(model: TableFile) -> dict[str, Any]:
    return model.canonical({given.element: element(given.element).name for given in model.inputs})


SHELVES = (
    Shelf(
        name="decisions",
        schema=TableFile,
        check=check_tables,
        publish=versions_in(
            DecisionTable,
            kind="decisions.table-published",
            about="decision-table",
            definition=_definition,
        ),
    ),
)
