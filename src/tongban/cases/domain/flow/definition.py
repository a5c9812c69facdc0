"""What a flow 办理流程 is: steps, joint review, parallel and exclusive branches, ends.

The words are those of BPMN 2.0 (ISO/IEC 19510) where it has one; a joint review 联合审查 is its
multi-instance task, a return 退回 a sequence flow to an earlier step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from tongban.kernel.span import Span
from tongban.kernel.text import Text

DECIDING = "deciding"
"""Stands for the agency that decides the case, whichever it is."""


class NodeKind(Enum):
    """What happens at a node 环节类型."""

    STEP = "step"
    JOINT = "joint"
    PARALLEL = "parallel"
    JOIN = "join"
    CHOICE = "choice"
    DECISION = "decision"
    WITHDRAWAL = "withdrawal"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    NodeKind.STEP: Text.of("环节", "Step"),
    NodeKind.JOINT: Text.of("联合审查", "Joint review"),
    NodeKind.PARALLEL: Text.of("并行开始", "Parallel split"),
    NodeKind.JOIN: Text.of("并行汇合", "Parallel join"),
    NodeKind.CHOICE: Text.of("选择", "Choice"),
    NodeKind.DECISION: Text.of("决定", "Decision"),
    NodeKind.WITHDRAWAL: Text.of("撤回结束", "Ends as withdrawn"),
}
WORKED = frozenset({NodeKind.STEP, NodeKind.JOINT, NodeKind.DECISION})
"""Kinds at which an officer does something; the others are passed at once."""
ENDS = frozenset({NodeKind.DECISION, NodeKind.WITHDRAWAL})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a step can come out; a choice after it goes by ``code``."""

    code: str
    name: Text


DONE = Outcome("done", Text.of("办结本环节", "Done"))
AGREED = Outcome("agreed", Text.of("同意", "Agreed"))
OBJECTED = Outcome("objected", Text.of("有异议", "Objected"))


@dataclass(frozen=True, slots=True)
class Branch:
    """An arrow to the next node; ``when`` is the outcome that takes it, None the rest."""

    to: str
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a flow.

    ``agencies`` who acts: one for a step, the lead first for a joint review (``deciding`` stands
    for the deciding agency). ``duty`` the duty it needs; ``returns`` the nodes it may be sent back
    to; ``span`` how long it may take.
    """

    code: str
    kind: NodeKind
    name: Text
    next: tuple[Branch, ...] = ()
    agencies: tuple[str, ...] = ()
    duty: str = ""
    outcomes: tuple[Outcome, ...] = ()
    returns: tuple[str, ...] = ()
    span: Span | None = None

    @property
    def outcome_codes(self) -> tuple[str, ...]:
        """The codes of its outcomes."""
        return tuple(outcome.code for outcome in self.outcomes)


@dataclass(frozen=True)
class Flow:
    """One version of a flow: where it starts and its nodes. Never changes once published."""

    code: str
    version: int
    title: Text
    start: str
    nodes: tuple[Node, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        """The nodes by code."""
        return {node.code: node for node in self.nodes}

    @cached_property
    def sources(self) -> Mapping[str, frozenset[str]]:
        """For each node, the nodes with an arrow to it (returns left out)."""
        found: dict[str, set[str]] = {node.code: set() for node in self.nodes}
        for node in self.nodes:
            for branch in node.next:
                found.setdefault(branch.to, set()).add(node.code)
        return {code: frozenset(into) for code, into in found.items()}

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Every agency that acts somewhere, once each, in order."""
        return tuple(dict.fromkeys(a for node in self.nodes for a in node.agencies))


def flow_to_json(flow: Flow) -> dict[str, Any]:
    """The canonical JSON form: what is stored and digested. ``flow_from_json`` reads it back."""
    return {
        "code": flow.code,
        "title": flow.title.to_mapping(),
        "start": flow.start,
        "nodes": [_node_to_json(node) for node in flow.nodes],
    }


def flow_from_json(stored: Mapping[str, Any], version: int) -> Flow:
    """The flow a stored document describes."""
    return Flow(
        code=stored["code"],
        version=version,
        title=Text.from_mapping(stored["title"]),
        start=stored["start"],
        nodes=tuple(map(_node_from_json, stored["nodes"])),
    )


def _node_to_json(node: Node) -> dict[str, Any]:
    return {
        "code": node.code,
        "kind": node.kind.value,
        "name": node.name.to_mapping(),
        "next": [[branch.to, branch.when] for branch in node.next],
        "agencies": list(node.agencies),
        "duty": node.duty,
        "outcomes": [[outcome.code, outcome.name.to_mapping()] for outcome in node.outcomes],
        "returns": list(node.returns),
        "span": str(node.span) if node.span else None,
    }


def _node_from_json(stored: Mapping[str, Any]) -> Node:
    return Node(
        code=stored["code"],
        kind=NodeKind(stored["kind"]),
        name=Text.from_mapping(stored["name"]),
        next=tuple(Branch(to, when) for to, when in stored["next"]),
        agencies=tuple(stored["agencies"]),
        duty=stored["duty"],
        outcomes=_outcomes(stored["outcomes"]),
        returns=tuple(stored["returns"]),
        span=Span.parse(stored["span"]) if stored["span"] else None,
    )


def _outcomes(stored: Iterable[Any]) -> tuple[Outcome, ...]:
    return tuple(Outcome(code, Text.from_mapping(name)) for code, name in stored)
