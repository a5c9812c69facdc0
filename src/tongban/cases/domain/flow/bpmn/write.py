"""A flow as a BPMN 2.0 document with diagram interchange, which any BPMN viewer draws."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tongban.cases.domain.flow.bpmn import names
from tongban.cases.domain.flow.bpmn.layout import Box, boxes
from tongban.cases.domain.flow.definition import ENDS, WORKED, Branch, Flow, Node, NodeKind
from tongban.kernel.text import Text

_TAGS = {
    NodeKind.STEP: "userTask",
    NodeKind.JOINT: "userTask",
    NodeKind.DECISION: "userTask",
    NodeKind.PARALLEL: "parallelGateway",
    NodeKind.JOIN: "parallelGateway",
    NodeKind.CHOICE: "exclusiveGateway",
    NodeKind.WITHDRAWAL: "endEvent",
}
_SIZES = {"userTask": (120, 70), "parallelGateway": (50, 50), "exclusiveGateway": (50, 50)}
_EVENT = (36, 36)


@dataclass(frozen=True, slots=True)
class _Shape:
    """An element of the process: tag, attributes, and what stands inside it."""

    id: str
    tag: str
    attributes: str
    inside: str = ""


@dataclass(frozen=True, slots=True)
class _Arrow:
    source: str
    target: str
    when: str | None = None
    otherwise: bool = False

    @property
    def id(self) -> str:
        marked = (self.when or "").replace(":", ".")
        return f"flow.{self.source}.{self.target}.{marked}".rstrip(".")


def to_bpmn(flow: Flow) -> str:
    """The flow as BPMN 2.0 XML (ISO/IEC 19510), with a diagram; ``from_bpmn`` reads it back.

    A step that may be returned is followed by an exclusive gateway, whose outcome ``return:NODE``
    goes back; a joint review is a multi-instance task, one instance for each agency. Agencies,
    duties, outcomes, time limits and English names stand in attributes of our own namespace, which
    other tools keep or ignore.
    """
    shapes, arrows = list(_shapes(flow)), list(_arrows(flow))
    onward: dict[str, list[str]] = {}
    for arrow in arrows:
        onward.setdefault(arrow.source, []).append(arrow.target)
    sizes = {shape.id: _SIZES.get(shape.tag, _EVENT) for shape in shapes}
    drawn = boxes(names.START + flow.code, onward, sizes)
    process = "\n".join((*map(_element, shapes), *map(_sequence, arrows)))
    diagram = "\n".join(
        (*(_shape(shape, drawn[shape.id]) for shape in shapes), *(_edge(a, drawn) for a in arrows))
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{names.MODEL}" xmlns:bpmndi="{names.DIAGRAM}"\
 xmlns:dc="{names.BOUNDS}" xmlns:di="{names.LINES}"\
 xmlns:xsi="{names.SCHEMA}" xmlns:tb="{names.OURS}"\
 id="definitions.{flow.code}" targetNamespace="{names.OURS}">
<bpmn:process id={quoteattr(names.FLOW + flow.code)} isExecutable="true"{_named(flow.title)}\
 tb:version="{flow.version}">
{process}
</bpmn:process>
<bpmndi:BPMNDiagram id="diagram.{flow.code}"><bpmndi:BPMNPlane id="plane.{flow.code}"\
 bpmnElement={quoteattr(names.FLOW + flow.code)}>
{diagram}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def _shapes(flow: Flow) -> Iterator[_Shape]:
    yield _Shape(names.START + flow.code, "startEvent", "")
    for node in flow.nodes:
        tag = _TAGS[node.kind]
        default = _default(node)
        marked = f" default={quoteattr(default.id)}" if default else ""
        yield _Shape(_id(node.code), tag, _named(node.name) + marked + _own(node), _instances(node))
        if node.returns:
            forward = _forward(node)
            yield _Shape(
                names.BACK + node.code, "exclusiveGateway", f" default={quoteattr(forward.id)}"
            )
        if node.kind is NodeKind.DECISION:
            yield _Shape(names.END + node.code, "endEvent", "")


def _arrows(flow: Flow) -> Iterator[_Arrow]:
    yield _Arrow(names.START + flow.code, _id(flow.start))
    for node in flow.nodes:
        if node.returns:
            gate = names.BACK + node.code
            yield _Arrow(_id(node.code), gate)
            yield _forward(node)
            yield from (_Arrow(gate, _id(to), f"return:{to}") for to in node.returns)
        elif node.kind is NodeKind.DECISION:
            yield _Arrow(_id(node.code), names.END + node.code)
        elif node.kind not in ENDS:
            yield from (_branch(node, branch) for branch in node.next)


def _forward(node: Node) -> _Arrow:
    to = names.END + node.code if node.kind is NodeKind.DECISION else _id(node.next[0].to)
    return _Arrow(names.BACK + node.code, to, otherwise=True)


def _branch(node: Node, branch: Branch) -> _Arrow:
    otherwise = node.kind is NodeKind.CHOICE and branch.when is None
    return _Arrow(_id(node.code), _id(branch.to), branch.when, otherwise)


def _default(node: Node) -> _Arrow | None:
    if node.kind is not NodeKind.CHOICE:
        return None
    return next((_branch(node, branch) for branch in node.next if branch.when is None), None)


def _id(code: str) -> str:
    return names.NODE + code


def _named(name: Text) -> str:
    told = json.dumps(name.to_mapping(), ensure_ascii=False)
    return f" name={quoteattr(name.zh)} tb:names={quoteattr(told)}"


def _own(node: Node) -> str:
    if node.kind not in WORKED:
        return f' tb:kind="{node.kind.value}"'
    outcomes = [[one.code, one.name.to_mapping()] for one in node.outcomes]
    return "".join(
        (
            f' tb:kind="{node.kind.value}"',
            f" tb:agencies={quoteattr(' '.join(node.agencies))}",
            f" tb:duty={quoteattr(node.duty)}",
            f" tb:outcomes={quoteattr(json.dumps(outcomes, ensure_ascii=False))}",
            f" tb:span={quoteattr(str(node.span))}" if node.span else "",
        )
    )


def _instances(node: Node) -> str:
    if node.kind is not NodeKind.JOINT:
        return ""
    return (
        "<bpmn:multiInstanceLoopCharacteristics>"
        f"<bpmn:loopCardinality>{len(node.agencies)}</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )


def _element(shape: _Shape) -> str:
    head = f"<bpmn:{shape.tag} id={quoteattr(shape.id)}{shape.attributes}"
    return f"{head}>{shape.inside}</bpmn:{shape.tag}>" if shape.inside else f"{head}/>"


def _sequence(arrow: _Arrow) -> str:
    head = (
        f"<bpmn:sequenceFlow id={quoteattr(arrow.id)} sourceRef={quoteattr(arrow.source)}"
        f" targetRef={quoteattr(arrow.target)}"
    )
    if arrow.when is None:
        return f"{head}/>"
    return (
        f'{head}><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
        f"outcome == '{arrow.when}'</bpmn:conditionExpression></bpmn:sequenceFlow>"
    )


def _shape(shape: _Shape, box: Box) -> str:
    return (
        f"<bpmndi:BPMNShape id={quoteattr('shape.' + shape.id)}"
        f" bpmnElement={quoteattr(shape.id)}>"
        f'<dc:Bounds x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"/>'
        "</bpmndi:BPMNShape>"
    )


def _edge(arrow: _Arrow, drawn: dict[str, Box]) -> str:
    source, target = drawn[arrow.source], drawn[arrow.target]
    points = [(source.x + source.width, source.middle), (target.x, target.middle)]
    if target.x <= source.x:  # going back: round above both
        top = min(source.y, target.y) - 25
        points = [
            (source.x + source.width // 2, source.y),
            (source.x + source.width // 2, top),
            (target.x + target.width // 2, top),
            (target.x + target.width // 2, target.y),
        ]
    way = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return (
        f"<bpmndi:BPMNEdge id={quoteattr('edge.' + arrow.id)}"
        f" bpmnElement={quoteattr(arrow.id)}>{way}</bpmndi:BPMNEdge>"
    )
