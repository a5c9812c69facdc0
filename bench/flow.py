"""What a step of a flow costs, in flows of ten, a hundred and a thousand steps, and side by side.

Every flow is run from its start to the decision; the figure is processor time per step. ``wired``
is a step of a stored case, with everything it writes and the case as it is given back. ``limit``
is the same number of steps through a dictionary of successors, without events or rules. With
SpiffWorkflow at hand (LGPL, never installed by the project) the same flows, as the BPMN we write,
are run by it too, in the same process; a flow it cannot finish has the name of its fault.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from tests.wired_steps import wired_steps

from tongban.cases.api import (
    DECIDING,
    Approved,
    Branch,
    Flow,
    Node,
    NodeKind,
    Outcome,
    StepDone,
    advance_flow,
    start_flow,
    to_bpmn,
)
from tongban.kernel.text import Text

DEFAULT_SIZE = 20_000
_NAME = Text.of("环节", "Step")
_DONE = Outcome("done", _NAME)
_AT = datetime(2026, 11, 23, tzinfo=UTC)
_SHARE_OF_OTHERS = 20


def run(size: int | None, seed: int) -> dict[str, Any]:
    """About ``size`` steps through each flow."""
    del seed
    steps = size or DEFAULT_SIZE
    flows = {"10": _chain(10), "100": _chain(100), "1000": _chain(1000), "parallel-20": _fan(20)}
    ours = {name: _per_step(_ours, flow, steps) for name, flow in flows.items()}
    figures: dict[str, Any] = {
        "name": "flow",
        "value": ours["1000"],
        "unit": "µs of processor time per step in a flow of 1000",
        "by_flow": ours,
        "thousand_over_ten": round(ours["1000"] / ours["10"], 2),
        "limit": _per_step(_bare, flows["1000"], steps),
        "limit_is": "µs per step through a dictionary of successors",
        "baselines": {},
        "size": steps,
    }
    wired = wired_steps((10, 100, 1_000))
    figures["wired"] = wired
    figures["wired_unit"] = "ms of processor time and statements of a step after so many"
    figures["wired_thousand_over_ten"] = round(_whole(wired["1000"]) / _whole(wired["10"]), 2)
    if find_spec("SpiffWorkflow"):
        figures["baselines"] = {"spiffworkflow": _others(flows, steps // _SHARE_OF_OTHERS)}
    return figures


def _whole(step: dict[str, float]) -> float:
    return step["ours"] + step["postgres"]


def _others(flows: dict[str, Flow], steps: int) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for name, flow in flows.items():
        try:
            found[name] = _per_step(_spiff(flow), flow, steps)
        except Exception as fault:  # noqa: BLE001
            found[name] = f"{type(fault).__name__}: {str(fault)[:80]}"
    return found


def _per_step(once: Callable[[Flow], int], flow: Flow, steps: int) -> float:
    once(flow)
    began, done = time.process_time(), 0
    while done < steps:
        done += once(flow)
    return round((time.process_time() - began) / done * 1e6, 2)


def _ours(flow: Flow) -> int:
    marking, done = start_flow(flow).marking, 0
    while not marking.ended:
        code = next(iter(marking.open))
        decides = flow.by_code[code].kind is NodeKind.DECISION
        event = (
            Approved(at=_AT, by=DECIDING)
            if decides
            else StepDone(at=_AT, by=DECIDING, step=code, agency=DECIDING, outcome="done")
        )
        marking = advance_flow(flow, marking, event).marking
        done += 1
    return done


def _bare(flow: Flow) -> int:
    onward = {node.code: node.next[0].to for node in flow.nodes if node.next}
    code, done = flow.start, 1
    while code in onward:
        code = onward[code]
        done += 1
    return done


def _spiff(flow: Flow) -> Callable[[Flow], int]:
    parser = import_module("SpiffWorkflow.bpmn.parser").BpmnParser()
    parser.add_bpmn_io(BytesIO(to_bpmn(flow).encode()))
    spec = parser.get_spec(f"process.{flow.code}")
    workflow_of: Any = import_module("SpiffWorkflow.bpmn").BpmnWorkflow
    ready = import_module("SpiffWorkflow").TaskState.READY

    def once(_: Flow) -> int:
        workflow, done = workflow_of(spec), 0
        workflow.do_engine_steps()
        while (task := workflow.get_next_task(state=ready, manual=True)) is not None:
            task.run()
            workflow.do_engine_steps()
            done += 1
        if not workflow.completed:
            raise RuntimeError("the flow did not come to its end")
        return done

    return once


def _step(code: str, to: str) -> Node:
    return Node(code, NodeKind.STEP, _NAME, (Branch(to),), agencies=(DECIDING,), outcomes=(_DONE,))


def _decision() -> Node:
    return Node("decide", NodeKind.DECISION, _NAME, agencies=(DECIDING,))


def _chain(length: int) -> Flow:
    codes = [*(f"s{i}" for i in range(length)), "decide"]
    nodes = [_step(code, to) for code, to in itertools.pairwise(codes)]
    return Flow("chain", 1, _NAME, "s0", (*nodes, _decision()))


def _fan(width: int) -> Flow:
    branches = tuple(_step(f"b{i}", "meet") for i in range(width))
    split = Node("split", NodeKind.PARALLEL, _NAME, tuple(Branch(each.code) for each in branches))
    meet = Node("meet", NodeKind.JOIN, _NAME, (Branch("decide"),))
    return Flow("fan", 1, _NAME, "split", (split, *branches, meet, _decision()))
