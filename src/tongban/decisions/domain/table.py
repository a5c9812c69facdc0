"""A decision table as values, read from its canonical JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.decisions.views import Outcome
from tongban.kernel.article import ArticleRef
from tongban.kernel.canonical_json import digest_of
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Input:
    """A fact the table reads, bound to a data element."""

    name: str
    element: str
    kind: str
    required: bool
    label: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: condition, outcome, reason, article."""

    code: str
    when: str
    outcome: Outcome
    reason: Text
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table 决策表."""

    code: str
    title: Text
    articles: tuple[ArticleRef, ...]
    inputs: tuple[Input, ...]
    derive: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    digest: str


def read_table(definition: Mapping[str, Any]) -> Table:
    """The table a canonical definition describes.

    ``derive`` is a list of pairs there: later names may use earlier ones, and JSON objects kept in
    the database lose their order.
    """
    return Table(
        code=definition["code"],
        title=Text.from_mapping(definition["title"]),
        articles=tuple(ArticleRef.parse(ref) for ref in definition["articles"]),
        inputs=tuple(
            Input(
                given["name"],
                given["element"],
                given["kind"],
                given["required"],
                Text.from_mapping(given["label"]),
            )
            for given in definition["inputs"]
        ),
        derive=tuple((name, expression) for name, expression in definition["derive"]),
        rows=tuple(
            Row(
                row["code"],
                row["when"],
                Outcome(row["outcome"]),
                Text.from_mapping(row["reason"]),
                ArticleRef.parse(row["article"]),
            )
            for row in definition["rows"]
        ),
        digest=digest_of(definition),
    )
