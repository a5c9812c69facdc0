"""A flow as the console draws it, and the lines of a migration's map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import east_asian_width

from django.utils.translation import get_language

from tongban.agencies.api import agency
from tongban.cases.api import DECIDING, Drawing, Flow, Node
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text

_LINE = 16
_DECIDING = Text.of("决定机关", "the deciding agency")
_GATE = 22


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words in the drawing."""

    x: int
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A node drawn: a rectangle for work, else a diamond through ``points``."""

    x: int
    y: int
    width: int
    height: int
    worked: bool
    points: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing in numbers and words; ``lines`` are point lists with whether they go back."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    lines: tuple[tuple[str, bool], ...]


def picture_of(drawing: Drawing) -> Picture:
    """What the template draws, in the visitor's language."""
    tag = get_language() or "zh-hans"
    shapes = []
    for node in drawing.nodes:
        box = node.box
        words = node.name.en if tag.startswith("en") else node.name.zh
        rows = _wrapped(words)
        middle = box.x + box.width // 2
        top = box.middle - 8 * (len(rows) - 1) + 5 if node.worked else box.y + box.height + 16
        points = (
            f"{middle},{box.y} {box.x + box.width},{box.middle}"
            f" {middle},{box.y + box.height} {box.x},{box.middle}"
        )
        labels = tuple(Label(middle, top + 16 * row, line) for row, line in enumerate(rows))
        shapes.append(Shape(box.x, box.y, box.width, box.height, node.worked, points, labels))
    lines = tuple(
        (" ".join(f"{x},{y}" for x, y in arrow.points), arrow.back) for arrow in drawing.arrows
    )
    return Picture(drawing.width, drawing.height, tuple(shapes), lines)


def _wrapped(words: str) -> list[str]:
    """Words in lines of at most 16 narrow characters, at most three lines."""
    lines = [""]
    pieces = words.split(" ") if " " in words else list(words)
    glue = " " if " " in words else ""
    for piece in pieces:
        longer = f"{lines[-1]}{glue}{piece}" if lines[-1] else piece
        if _width(longer) <= _LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]}…"]


def _width(words: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in words)


def agencies_of(node: Node) -> tuple[Text, ...]:
    """Who acts at a node, by name."""
    return tuple(_name_of(code) for code in node.agencies)


def _name_of(code: str) -> Text:
    if code == DECIDING:
        return _DECIDING
    try:
        return agency(code).name
    except Refusal:
        return Text.of(code)


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the map: a node of the old version and where it may go in the new one."""

    node: Node
    targets: tuple[Node, ...]
    chosen: str


def moves_of(old: Flow, new: Flow, given: Mapping[str, str]) -> tuple[Move, ...]:
    """The map as typed; what was not typed goes to the node of the same code and kind."""
    found = []
    for node in old.nodes:
        targets = tuple(each for each in new.nodes if each.kind is node.kind)
        codes = {each.code for each in targets}
        wanted = given.get(f"to.{node.code}", node.code)
        found.append(Move(node, targets, wanted if wanted in codes else ""))
    return tuple(found)
