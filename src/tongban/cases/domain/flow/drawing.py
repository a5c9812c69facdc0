"""A flow as a drawing: boxes in columns by distance from the start, arrows between them."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.cases.domain.flow.bpmn.layout import Box, farthest, standing
from tongban.cases.domain.flow.definition import WORKED, Flow, NodeKind
from tongban.kernel.text import Text

_WORKED, _GATE = (130, 64), (44, 44)
_LANE, _LANES = 12, 60
_NEXT = 250  # from one column to the next, and not yet to the one after it


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
    """The flow drawn from left to right; returns go round above, far arrows below. Pixels."""
    onward = {node.code: [branch.to for branch in node.next] for node in flow.nodes}
    sizes = {node.code: _WORKED if node.kind in WORKED else _GATE for node in flow.nodes}
    placed = standing(farthest(flow.start, onward, len(flow.nodes)), sizes)
    back = [(node.code, to) for node in flow.nodes for to in node.returns]
    forth = [(node.code, branch.to) for node in flow.nodes for branch in node.next]
    far = [ends for ends in forth if placed[ends[1]].x - placed[ends[0]].x > _NEXT]
    floor = max(box.y + box.height for box in placed.values())
    step = max(1, min(_LANE, _LANES // (len(back) or 1)))
    return Drawing(
        width=max(box.x + box.width for box in placed.values()) + 40,
        height=floor + 40 + _LANE * len(far),
        nodes=tuple(DrawnNode(n.code, n.kind, n.name, placed[n.code]) for n in flow.nodes),
        arrows=(
            *(_forth(*ends, placed) for ends in forth if ends not in far),
            *(_far(*ends, placed, floor + 28 + place * _LANE) for place, ends in enumerate(far)),
            *(_back(*ends, placed, 14 + place * step) for place, ends in enumerate(back)),
        ),
    )


def _forth(source: str, target: str, placed: dict[str, Box]) -> DrawnArrow:
    start, end = placed[source], placed[target]
    turn = end.x - 20
    points = (
        (start.x + start.width, start.middle),
        (turn, start.middle),
        (turn, end.middle),
        (end.x, end.middle),
    )
    return DrawnArrow(source, target, points, back=False)


def _far(source: str, target: str, placed: dict[str, Box], lane: int) -> DrawnArrow:
    """Past other columns: below everything, in a lane of its own."""
    start, end = placed[source], placed[target]
    right, turn = start.x + start.width, end.x - 28
    points = (
        (right, start.middle),
        (right + 12, start.middle),
        (right + 12, lane),
        (turn, lane),
        (turn, end.middle),
        (end.x, end.middle),
    )
    return DrawnArrow(source, target, points, back=False)


def _back(source: str, target: str, placed: dict[str, Box], above: int) -> DrawnArrow:
    """Round above everything, each return in a lane of its own."""
    start, end = placed[source], placed[target]
    lane = min(box.y for box in placed.values()) - above
    across, down = start.x + start.width // 2, end.x + end.width // 2
    points = ((across, start.y), (across, lane), (down, lane), (down, end.y))
    return DrawnArrow(source, target, points, back=True)
