"""A readable table becomes a zen-engine graph (JDM).

ZEN treats a condition cell that fails to evaluate (text compared with a number, a null) as "does
not match". A failing to-person row would then be skipped and the case pass. So the rows'
conditions are no table node's cells but expressions, which fail loudly; the answer is all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import zen

from tongban.decisions.domain.table import Table
from tongban.kernel.text import Text

ENGINE_VERSION = f"zen-engine {version('zen-engine')}"
FIRES = "fires"
CONDITIONS = "conditions"
TODAY = "today"
# What would make two runs over the same facts differ: the clock and chance.
_UNSTABLE = re.compile(
    r"\b(?:d|date|time)\s*\(\s*\)|\brand\s*\(|(['\"])(?:now|today|yesterday|tomorrow)\1"
)


_STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
_NAMES = re.compile(r"(?<![\w.$#])([A-Za-z_]\w*)\b(?!\s*\()")
_WORDS_OF_ZEN = frozenset({"and", "or", "not", "in", "true", "false", "null"})


@dataclass(frozen=True, slots=True)
class ExpressionFault:
    """A condition that cannot be compiled: where (row or derived name) and why."""

    where: str
    expression: str
    message: Text


def expression_faults(table: Table) -> tuple[ExpressionFault, ...]:
    """Every expression that is malformed, names nothing, or would not answer the same twice.

    An unknown name is null to ZEN, so a misspelt condition would silently never hold.
    """
    known = {TODAY, *(given.name for given in table.inputs)}
    faults: list[ExpressionFault] = []
    for name, expression in table.derive:
        faults += _faults(name, expression, known)
        known.add(name)
    for row in table.rows:
        faults += _faults(row.code, row.when, known)
    return tuple(faults)


def _faults(where: str, expression: str, known: set[str]) -> Iterator[ExpressionFault]:
    found = zen.validate_expression(expression)
    unknown = sorted(set(_NAMES.findall(_STRINGS.sub("", expression))) - known - _WORDS_OF_ZEN)
    if found is not None:
        message = Text.of(
            f"条件“{expression}”写法有误：{found['source']}。",
            f"The condition “{expression}” cannot be read: {found['source']}.",
        )
    elif unknown:
        names = ", ".join(unknown)
        message = Text.of(
            f"条件“{expression}”用了没有定义的名称：{names}。",
            f"The condition “{expression}” uses names that are not defined: {names}.",
        )
    elif _UNSTABLE.search(expression):
        message = Text.of(
            f"条件“{expression}”取了当前时间或随机数，日后重放会得出不同结果。",
            f"The condition “{expression}” reads the clock or chance, so a replay could differ.",
        )
    else:
        return
    yield ExpressionFault(where, expression, message)


def compile_graph(table: Table) -> dict[str, Any]:
    """The JDM graph: input → derived names, one by one → the condition of every row → output.

    One node per derived name, because a name is visible only to the
    nodes after its own.
    """
    derived = [
        _expressions(f"derive-{name}", [(name, expression)]) for name, expression in table.derive
    ]
    conditions = [(f"{FIRES}.r{place}", row.when) for place, row in enumerate(table.rows)]
    nodes = [
        _node("in", "inputNode", {}),
        *derived,
        _expressions(CONDITIONS, conditions),
        _node("out", "outputNode", {}),
    ]
    edges = [
        {"id": f"{a['id']}-{b['id']}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
        for a, b in pairwise(nodes)
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


class CompiledTable:
    """A table the engine has read and compiled; safe to share between threads."""

    def __init__(self, table: Table) -> None:
        # Asked by key, with the content from its loader, the engine answers in a third of the
        # processor time that ``create_decision(...).evaluate`` takes, and in the caller's thread.
        content = zen.ZenDecisionContent(json.dumps(compile_graph(table), ensure_ascii=False))
        self._key = table.code
        self._engine = zen.ZenEngine({"loader": lambda _key: content})

    def evaluate(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """What the graph puts out for these inputs; raises whatever the engine raises."""
        return self._engine.evaluate(self._key, dict(context))["result"]


def _expressions(node_id: str, named: list[tuple[str, str]]) -> dict[str, Any]:
    expressions = [
        {"id": f"{node_id}.{place}", "key": key, "value": expression}
        for place, (key, expression) in enumerate(named)
    ]
    content = {"passThrough": True, "expressions": expressions}
    return _node(node_id, "expressionNode", content)


def _node(node_id: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": node_id,
        "type": kind,
        "name": node_id,
        "position": {"x": 0, "y": 0},
        "content": content,
    }
