"""Flows for tests: a small one to read, long ones to measure, random ones to hunt with."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from tongban.cases.domain.flow.definition import (
    AGREED,
    DECIDING,
    DONE,
    OBJECTED,
    WORKED,
    Branch,
    Flow,
    Node,
    NodeKind,
)
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow.moving import advance
from tongban.kernel.text import Text

PLANNING, HOUSING = "119901000001018134", "1199010000010191XA"


def node(code: str, kind: NodeKind, *targets: Branch | str, **given: Any) -> Node:
    """A node whose name is its code, with the agencies and outcomes its kind usually has."""
    worked = kind in WORKED
    outcomes = {NodeKind.STEP: (DONE,), NodeKind.JOINT: (AGREED, OBJECTED)}.get(kind, ())
    agencies = (DECIDING, PLANNING, HOUSING) if kind is NodeKind.JOINT else (DECIDING,)
    usual: dict[str, Any] = {
        "agencies": agencies if worked else (),
        "outcomes": outcomes,
        "duty": "reviewer" if worked else "",
    }
    arrows = tuple(to if isinstance(to, Branch) else Branch(to) for to in targets)
    return Node(code, kind, Text.of(code, code), arrows, **(usual | given))


def step(code: str, *targets: Branch | str, **given: Any) -> Node:
    return node(code, NodeKind.STEP, *targets, **given)


def flow(*nodes: Node, start: str | None = None, version: int = 1) -> Flow:
    return Flow("flow", version, Text.of("流程", "Flow"), start or nodes[0].code, nodes)


SIGN = flow(
    step("check", "split"),
    node("split", NodeKind.PARALLEL, "site", "plan"),
    step("site", "meet", agencies=(DECIDING,)),
    step("plan", "meet", agencies=(PLANNING,)),
    node("meet", NodeKind.JOIN, "review"),
    node("review", NodeKind.JOINT, "agreed", returns=("split",)),
    node("agreed", NodeKind.CHOICE, Branch("decide", "agreed"), Branch("again")),
    step("again", "decide", returns=("check",)),
    node("decide", NodeKind.DECISION, returns=("review",)),
)


def chain(length: int) -> Flow:
    """So many steps one after another, then the decision."""
    steps = [step(f"s{i}", f"s{i + 1}") for i in range(length)]
    return flow(*steps, node(f"s{length}", NodeKind.DECISION))


def fan(width: int) -> Flow:
    """So many steps side by side, then the decision."""
    branches = [step(f"b{i}", "meet") for i in range(width)]
    return flow(
        node("split", NodeKind.PARALLEL, *(b.code for b in branches)),
        *branches,
        node("meet", NodeKind.JOIN, "decide"),
        node("decide", NodeKind.DECISION),
    )


@st.composite
def sound_flows(draw: st.DrawFn, depth: int = 3) -> Flow:
    """Flows built of blocks, which are sound by construction."""
    names = (f"n{i}" for i in count())
    nodes: list[Node] = []

    def block(to: str, left: int) -> str:
        """Adds a block that leads to ``to``; the code of its first node."""
        kinds = ["step", "joint"] + (["sequence", "parallel", "choice"] if left else [])
        kind = draw(st.sampled_from(kinds))
        code = next(names)
        if kind == "step":
            nodes.append(step(code, to))
        elif kind == "joint":
            nodes.append(node(code, NodeKind.JOINT, to))
        elif kind == "sequence":
            second = block(to, left - 1)
            first = block(second, left - 1)
            _may_return(draw, nodes, second, first)
            return first
        elif kind == "parallel":
            join = next(names)
            nodes.append(node(join, NodeKind.JOIN, to))
            firsts = [block(join, left - 1) for _ in range(draw(st.integers(2, 3)))]
            nodes.append(node(code, NodeKind.PARALLEL, *firsts))
        else:
            asking, merge = next(names), next(names)
            nodes.append(node(merge, NodeKind.CHOICE, to))
            other = block(merge, left - 1)
            this = block(merge, left - 1)
            arrows = (Branch(this, "agreed"), Branch(other))
            nodes.append(node(asking, NodeKind.JOINT, code))
            nodes.append(node(code, NodeKind.CHOICE, *arrows))
            return asking
        return code

    nodes.append(node("decide", NodeKind.DECISION))
    first = block("decide", depth)
    return flow(*nodes[::-1], start=first)


def _may_return(draw: st.DrawFn, nodes: list[Node], back_from: str, to: str) -> None:
    place = next(i for i, each in enumerate(nodes) if each.code == back_from)
    if nodes[place].kind in WORKED and draw(st.booleans()):
        nodes[place] = replace(nodes[place], returns=(to,))


@st.composite
def wild_flows(draw: st.DrawFn) -> Flow:
    """Small flows with arrows at random: most are faulty in some way."""
    size = draw(st.integers(2, 7))
    codes = [f"n{i}" for i in range(size)]
    kinds = st.sampled_from(
        [NodeKind.STEP, NodeKind.PARALLEL, NodeKind.JOIN, NodeKind.CHOICE, NodeKind.STEP]
    )
    nodes = [node(f"n{size}", NodeKind.DECISION)]
    targets = st.sampled_from([*codes, f"n{size}"])
    for code in codes:
        kind = draw(kinds)
        many = kind in (NodeKind.PARALLEL, NodeKind.CHOICE)
        to = draw(st.lists(targets, min_size=1, max_size=3 if many else 1, unique=True))
        nodes.append(node(code, kind, *to))
    return flow(*nodes, start="n0")


def move(of: Flow, marking: Marking, event: Any) -> Marking:
    return advance(of, marking, event).marking
