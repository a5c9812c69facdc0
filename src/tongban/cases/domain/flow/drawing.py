"""A flow as a drawing: boxes in columns by distance from the start, arrows between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tongban.cases.domain.flow.bpmn.layout import Box, boxes
from tongban.cases.domain.flow.definition import WORKED, Flow, Node, NodeKind
from tongban.kernel.text import Text

_WORKED, _GATE = (130, 64), (44, 44)


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node where it stands, in pixels from the upper left corner."""

    code: str
    kind: NodeKind
    name: Text
    box: Box

    @property
    def worked(self) -> bool:
        """Whether an officer does something here; the others are gateways and ends."""
        return self.kind in WORKED


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An arrow through its points; ``back`` marks a return 退回."""

    source: str
    target: str
    points: tuple[tuple[int, int], ...]
    back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A flow drawn: its size in pixels, nodes and arrows."""

    width: int
    height: int
    nodes: tuple[DrawnNode, ...]
    arrows: tuple[DrawnArrow, ...]


def drawing_of(flow: Flow) -> Drawing:
    """The flow drawn from left to right; returns go round above. Pixels."""
    onward = {node.code: [branch.to for branch in node.next] for node in flow.nodes}
    sizes = {node.code: _WORKED if node.kind in WORKED else _GATE for node in flow.nodes}
    placed = boxes(flow.start, onward, sizes)
    return Drawing(
        width=max(box.x + box.width for box in placed.values()) + 40,
        height=max(box.y + box.height for box in placed.values()) + 40,
        nodes=tuple(DrawnNode(n.code, n.kind, n.name, placed[n.code]) for n in flow.nodes),
        arrows=tuple(arrow for node in flow.nodes for arrow in _arrows(node, placed)),
    )


def _arrows(node: Node, placed: dict[str, Box]) -> Iterator[DrawnArrow]:
    for branch in node.next:
        yield _arrow(node.code, branch.to, placed, back=False)
    for to in node.returns:
        yield _arrow(node.code, to, placed, back=True)


def _arrow(source: str, target: str, placed: dict[str, Box], *, back: bool) -> DrawnArrow:
    start, end = placed[source], placed[target]
    if end.x > start.x:
        right = start.x + start.width
        turn = end.x - 20
        points: tuple[tuple[int, int], ...] = (
            (right, start.middle), (turn, start.middle), (turn, end.middle), (end.x, end.middle),
        )  # fmt: skip
    else:
        top = min(start.y, end.y) - 18
        across, down = start.x + start.width // 2, end.x + end.width // 2
        points = ((across, start.y), (across, top), (down, top), (down, end.y))
    return DrawnArrow(source, target, points, back)
