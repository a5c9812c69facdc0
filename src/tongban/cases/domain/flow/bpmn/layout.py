"""Where each node stands in the drawing: columns by distance from the start, rows as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_COLUMN, _ROW, _MARGIN = 170, 110, 60


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Half way down."""
        return self.y + self.height // 2


def boxes(
    first: str, arrows: Mapping[str, Sequence[str]], sizes: Mapping[str, tuple[int, int]]
) -> dict[str, Box]:
    """A box for every node of ``sizes``; those no arrow leads to stand in the last column."""
    columns = {first: 0}
    todo = deque([first])
    while todo:
        code = todo.popleft()
        for to in arrows.get(code, ()):
            if to not in columns:
                columns[to] = columns[code] + 1
                todo.append(to)
    return standing(columns, sizes)


def farthest(first: str, arrows: Mapping[str, Sequence[str]], most: int) -> dict[str, int]:
    """The longest way from the start to each node, so that every arrow leads to the right.

    Ways longer than ``most`` (there are that many nodes) run in circles and are cut.
    """
    columns = {first: 0}
    todo = deque([first])
    while todo:
        code = todo.popleft()
        for to in arrows.get(code, ()):
            if columns.get(to, -1) < columns[code] + 1 <= most:
                columns[to] = columns[code] + 1
                todo.append(to)
    return columns


def standing(columns: Mapping[str, int], sizes: Mapping[str, tuple[int, int]]) -> dict[str, Box]:
    """A box for every node of ``sizes`` in its column, in rows as they come."""
    last = max(columns.values()) + 1
    rows: dict[int, int] = {}
    found = {}
    for code in (*columns, *(each for each in sizes if each not in columns)):
        column = columns.get(code, last)
        row = rows.get(column, 0)
        rows[column] = row + 1
        width, height = sizes[code]
        middle = _MARGIN + row * _ROW + _ROW // 2
        x = _MARGIN + column * _COLUMN + (_COLUMN - width) // 2
        found[code] = Box(x, middle - height // 2, width, height)
    return found
