"""BPMN 2.0 into a flow: the common subset; everything else refused by its name and line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from tongban.cases.domain.flow.bpmn import names
from tongban.cases.domain.flow.bpmn.parse import Element, NotReadable, parse
from tongban.cases.domain.flow.definition import (
    DECIDING,
    DONE,
    Branch,
    Flow,
    Node,
    NodeKind,
    Outcome,
)
from tongban.kernel.refusal import Problem
from tongban.kernel.span import Span
from tongban.kernel.text import Text

_TASKS = {"task", "userTask", "manualTask"}
_GATES = {"exclusiveGateway", "parallelGateway"}
_NODES = _TASKS | _GATES | {"startEvent", "endEvent"}
_SAYS_NOTHING = {
    "documentation", "extensionElements", "incoming", "outgoing", "laneSet", "textAnnotation",
    "association",
}  # fmt: skip
_INSIDE = _SAYS_NOTHING | {"multiInstanceLoopCharacteristics", "conditionExpression"}
_CONDITION = re.compile(r"\s*(?:\$\{)?\s*outcome\s*==\s*['\"]([^'\"]+)['\"]\s*\}?\s*")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of reading: the flow, unless something forbids it; every problem."""

    flow: Flow | None
    problems: tuple[Problem, ...]


def from_bpmn(document: bytes, version: int = 0) -> Imported:
    """The flow of the one process of a BPMN 2.0 document (at most 2 MB).

    Tasks, start and end, exclusive and parallel gateways and sequence flows with conditions
    ``outcome == 'x'`` are taken; diagram, lanes, notes and documentation are passed over;
    every other element is a problem that names it and its line. A task that leads straight to an
    end is the decision. Whether the flow is sound is asked of ``faults_of``.
    """
    try:
        root = parse(document)
    except NotReadable as refused:
        return Imported(None, (refused.problem,))
    processes = [each for each in root.children if each.name == "process"]
    if root.space != names.MODEL or len(processes) != 1:
        return Imported(
            None,
            (
                Problem(
                    "line 1",
                    "flow.bpmn_not_one_process",
                    Text.of(
                        f"文件应当是 BPMN 2.0，且只有一个 process，现在有{len(processes)}个。",
                        f"It should be BPMN 2.0 with one process; there are {len(processes)}.",
                    ),
                    Text.of("每个文件只导出一个流程。", "Export one process per file."),
                ),
            ),
        )
    try:
        return _Reading(processes[0], version).run()
    except (ValueError, KeyError, TypeError, AttributeError):
        # Only our own attributes are read beyond the checks, and somebody has edited them.
        return Imported(
            None,
            (
                Problem(
                    f"line {processes[0].line}",
                    "flow.bpmn_our_words_broken",
                    Text.of("文件里通办的扩展属性读不懂。", "Our own attributes cannot be read."),
                    _MEND,
                ),
            ),
        )


class _Reading:
    def __init__(self, process: Element, version: int) -> None:
        self.process, self.version = process, version
        self.problems: list[Problem] = []
        self.elements = {e.get("id"): e for e in process.children if e.name in _NODES}
        self.arrows = [e for e in process.children if e.name == "sequenceFlow"]
        self.into: dict[str, list[Element]] = {}
        self.out: dict[str, list[Element]] = {}
        for arrow in self.arrows:
            self.out.setdefault(arrow.get("sourceRef"), []).append(arrow)
            self.into.setdefault(arrow.get("targetRef"), []).append(arrow)

    def run(self) -> Imported:
        self._refuse_unsupported()
        starts = [e for e in self.elements.values() if e.name == "startEvent"]
        if len(starts) != 1 or len(self.out.get(starts[0].get("id"), [])) != 1:
            self._tell(
                self.process,
                "flow.bpmn_start_not_one",
                f"应当有一个开始事件，后面接一个环节；现在有{len(starts)}个开始。",
                f"There should be one start with one flow out of it; there are {len(starts)}.",
            )
        if self.problems:
            return Imported(None, tuple(self.problems))
        nodes = [self._node(e) for e in self.elements.values() if self._stands(e)]
        first = self._through(self.out[starts[0].get("id")][0].get("targetRef"))
        code = self.process.get("id").removeprefix(names.FLOW)
        title = _words(self.process, code)
        flow = Flow(code, self.version, title, first, tuple(nodes))
        return Imported(None if self.problems else flow, tuple(self.problems))

    def _refuse_unsupported(self) -> None:
        for element in self.process.children:
            if element.name not in _NODES | _SAYS_NOTHING | {"sequenceFlow"}:
                self._unsupported(element)
            elif element.name in _NODES | {"sequenceFlow"}:
                for inside in element.children:
                    if inside.name not in _INSIDE:
                        self._unsupported(inside)
        for arrow in self.arrows:
            for end in ("sourceRef", "targetRef"):
                if arrow.get(end) not in self.elements:
                    self._tell(
                        arrow,
                        "flow.bpmn_arrow_to_nowhere",
                        f"连线“{arrow.get('id')}”的一端“{arrow.get(end)}”不存在。",
                        f"The sequence flow “{arrow.get('id')}” ends at “{arrow.get(end)}”,"
                        " which is not there.",
                    )

    def _stands(self, element: Element) -> bool:
        """Whether the element is a node of the flow, and not only BPMN's way of saying one."""
        if element.name == "startEvent" or element.get("id").startswith(names.BACK):
            return False
        return element.name != "endEvent" or not self._follows_task(element)

    def _follows_task(self, end: Element) -> bool:
        before = [self.elements[a.get("sourceRef")] for a in self.into.get(end.get("id"), [])]
        return bool(before) and all(
            each.name in _TASKS or each.get("id").startswith(names.BACK) for each in before
        )

    def _node(self, element: Element) -> Node:
        kind, given = self._kind(element), element.get("id")
        code = given.removeprefix(names.NODE)
        out = self.out.get(given, [])
        returns: tuple[str, ...] = ()
        if len(out) == 1 and out[0].get("targetRef").startswith(names.BACK):
            gate = self.elements[out[0].get("targetRef")]
            out = self.out.get(gate.get("id"), [])
            back = [arrow for arrow in out if (self._when(arrow) or "").startswith("return:")]
            returns = tuple(self._through(arrow.get("targetRef")) for arrow in back)
            out = [arrow for arrow in out if arrow not in back]
        if kind is NodeKind.DECISION:
            out = []
        whens = (self._when(arrow) if kind is NodeKind.CHOICE else None for arrow in out)
        arrows = (
            Branch(self._through(arrow.get("targetRef")), when)
            for arrow, when in zip(out, whens, strict=True)
        )
        node = Node(code, kind, _words(element, code), tuple(arrows), returns=returns)
        return self._with_own_words(node, element)

    def _kind(self, element: Element) -> NodeKind:
        own = element.get(f"{names.OURS} kind")
        if own in {kind.value for kind in NodeKind}:
            return NodeKind(own)
        given = element.get("id")
        if element.name == "endEvent":
            self._tell(
                element,
                "flow.bpmn_end_undecided",
                f"“{element.get('name') or given}”之前没有作出决定的环节。",
                f"No task that decides stands before “{element.get('name') or given}”.",
            )
            return NodeKind.WITHDRAWAL
        if element.name == "exclusiveGateway":
            return NodeKind.CHOICE
        if element.name == "parallelGateway":
            several_in, several_out = (
                len(self.into.get(given, [])) > 1,
                len(self.out.get(given, [])) > 1,
            )
            if several_in and several_out:
                self._tell(
                    element,
                    "flow.bpmn_gate_does_both",
                    f"并行网关“{given}”既汇合又分开。",
                    f"The parallel gateway “{given}” both joins and splits.",
                )
            return NodeKind.JOIN if several_in else NodeKind.PARALLEL
        targets = [self.elements[a.get("targetRef")].name for a in self.out.get(given, [])]
        if targets == ["endEvent"]:
            return NodeKind.DECISION
        several = any(each.name == "multiInstanceLoopCharacteristics" for each in element.children)
        return NodeKind.JOINT if several else NodeKind.STEP

    def _with_own_words(self, node: Node, element: Element) -> Node:
        """Who acts, how it comes out, how long: from our attributes, else what can be told."""
        if element.name not in _TASKS:
            return node
        span = element.get(f"{names.OURS} span")
        told = element.get(f"{names.OURS} outcomes")
        outcomes = (
            tuple(Outcome(code, Text.from_mapping(name)) for code, name in json.loads(told))
            if told
            else self._outcomes_asked(element)
        )
        return replace(
            node,
            agencies=tuple(element.get(f"{names.OURS} agencies", DECIDING).split()),
            duty=element.get(f"{names.OURS} duty", "reviewer"),
            outcomes=() if node.kind is NodeKind.DECISION and not told else outcomes,
            span=Span.parse(span) if span else None,
        )

    def _outcomes_asked(self, element: Element) -> tuple[Outcome, ...]:
        """Done, and whatever the gateway right behind the task asks for."""
        asked = [
            self._when(arrow)
            for out in self.out.get(element.get("id"), [])
            for arrow in self.out.get(out.get("targetRef"), [])
        ]
        return (DONE, *(Outcome(w, Text.of(w, w)) for w in dict.fromkeys(asked) if w))

    def _when(self, arrow: Element) -> str | None:
        for inside in arrow.children:
            if inside.name == "conditionExpression":
                found = _CONDITION.fullmatch(inside.text)
                if found:
                    return found[1]
                self._tell(
                    inside,
                    "flow.bpmn_condition_unknown",
                    f"条件“{inside.text.strip()[:60]}”不是 outcome == '结果' 的写法。",
                    f"The condition “{inside.text.strip()[:60]}” is not outcome == 'result'.",
                )
        return None

    def _through(self, given: str) -> str:
        return given.removeprefix(names.NODE)

    def _unsupported(self, element: Element) -> None:
        self._tell(
            element,
            "flow.bpmn_unsupported",
            f"不支持 BPMN 元素“{element.name}”（{element.get('id') or '无编号'}）。",
            f"The BPMN element “{element.name}” ({element.get('id') or 'no id'}) is not supported.",
        )

    def _tell(self, element: Element, code: str, zh: str, en: str) -> None:
        problem = Problem(f"line {element.line}", code, Text.of(zh, en), _MEND)
        if problem not in self.problems:
            self.problems.append(problem)


_MEND = Text.of(
    "用任务、开始和结束、排他与并行网关、带 outcome 条件的连线来画。",
    "Draw it with tasks, start and end, exclusive and parallel gateways, flows asking the outcome.",
)


def _words(element: Element, code: str) -> Text:
    told = element.get(f"{names.OURS} names")
    if told:
        return Text.from_mapping(json.loads(told))
    name = element.get("name") or code
    return Text.of(name, name)
