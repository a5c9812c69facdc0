"""What must be true of the places of a pack; every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tongban.content.api import Entry, PackProblem, PackView
from tongban.kernel.text import Text
from tongban.places.domain.ground import Point, lies_within
from tongban.places.schema import WEEKDAYS, AreaEntry, PlaceEntry

Places = tuple[Entry[PlaceEntry], ...]
_BY_COUNTY = 6


def check_areas(entries: tuple[Entry[AreaEntry], ...], pack: PackView) -> Iterator[PackProblem]:
    """Outlines of divisions that the pack does not have."""
    for entry in entries:
        if pack.lacks("divisions", entry.model.region):
            yield _region_unknown(entry, entry.model.region)


def check_places(entries: Places, pack: PackView) -> Iterator[PackProblem]:
    """Places nobody could use: unknown items and bodies, no hours, on the wrong ground."""
    for entry in entries:
        yield from _references(entry, pack)
        yield from _hours(entry)
        yield from _ground(entry, pack)
        yield from _lines(entry)


def _references(entry: Entry[PlaceEntry], pack: PackView) -> Iterator[PackProblem]:
    model = entry.model
    if pack.lacks("divisions", model.region):
        yield _region_unknown(entry, model.region)
    bodies: list[tuple[str, tuple[str | int, ...]]] = [(model.agency, ("agency",))]
    items: list[tuple[str, tuple[str | int, ...]]] = []
    for place, window in enumerate(model.windows):
        bodies.append((window.agency, ("windows", place, "agency")))
        items += [(code, ("windows", place, "items", at)) for at, code in enumerate(window.items)]
    items += [(code, ("self_service", at)) for at, code in enumerate(model.self_service)]
    for short, path in bodies:
        if pack.lacks("agencies", short):
            yield entry.problem(
                "places.agency_unknown",
                Text.of(f"机构 {short} 不在本内容包中。", f"Agency {short} is not in this pack."),
                Text.of("写机构的 short。", "Write the `short` of an organisation."),
                *path,
            )
    for code, path in items:
        if pack.lacks("items", code):
            yield entry.problem(
                "places.item_unknown",
                Text.of(f"事项 {code} 不在本内容包中。", f"Item {code} is not in this pack."),
                Text.of("写 items 中的事项编码。", "Write the code of an item of this pack."),
                *path,
            )
    for at, code in enumerate(model.self_service):
        item = pack.entry("items", code)
        if item is not None and not item.model.self_service:
            yield entry.problem(
                "places.item_not_self_service",
                Text.of(f"事项 {code} 不能自助办理。", f"Item {code} is not for self-service."),
                Text.of("从 self_service 中去掉，或者改事项。", "Take it out, or change the item."),
                "self_service", at,
            )  # fmt: skip
    if not model.windows and not model.self_service:
        yield entry.problem(
            "places.nothing_served",
            Text.of("这个地点没有办理任何事项。", "Nothing is served at this place."),
            Text.of("写 windows 或者 self_service。", "Write windows or self_service."),
        )


def _hours(entry: Entry[PlaceEntry]) -> Iterator[PackProblem]:
    hours = entry.model.hours
    weekly = {day: getattr(hours, day) for day in WEEKDAYS}
    if not hours.always and not any(weekly.values()):
        yield entry.problem(
            "places.no_hours",
            Text.of("没有写开放时间。", "There are no opening hours."),
            Text.of("写每天的时间，或者 always: true。", "Write hours, or always: true."),
            "hours",
        )  # fmt: skip
    for day, stretches in weekly.items():
        wrong = any(not one.sound for one in stretches) or any(
            later.begins < one.ends for one, later in pairwise(stretches)
        )
        if wrong:
            yield entry.problem(
                "places.hours_wrong",
                Text.of("时间段颠倒或者重叠。", "The stretches are reversed or overlap."),
                Text.of("按先后写，互不重叠。", "Write them in order, without overlap."),
                "hours", day,
            )  # fmt: skip


def _ground(entry: Entry[PlaceEntry], pack: PackView) -> Iterator[PackProblem]:
    model = entry.model
    area: Entry[Any] | None = pack.entry("areas", model.region) or pack.entry(
        "areas", model.region[:_BY_COUNTY]
    )
    if area is not None and not lies_within(Point(model.east, model.north), area.model.points):
        yield entry.problem(
            "places.outside_division",
            Text.of(
                f"坐标不在 {area.model.region} 的范围里。",
                f"The coordinates lie outside {area.model.region}.",
            ),
            Text.of("核对经纬度和区划。", "Check the coordinates and the division."),
            "east",
        )


def _lines(entry: Entry[PlaceEntry]) -> Iterator[PackProblem]:
    model = entry.model
    lines = {line.code for line in model.lines}
    served = {window.line for window in model.windows}
    twice = [c for c, count in Counter(w.code for w in model.windows).items() if count > 1]
    if twice or len(lines) < len(model.lines):
        yield entry.problem(
            "places.written_twice",
            Text.of("窗口或队列写了两次。", "A window or a line is written twice."),
            Text.of("每个编号只写一次。", "Write each code once."),
            "windows",
        )
    for line in sorted(served ^ lines):
        yield entry.problem(
            "places.line_without_window",
            Text.of(f"队列 {line} 没有窗口或没有写。", f"Line {line} lacks a window or itself."),
            Text.of("每个窗口写一条 lines 中的队列。", "Give each window a line of `lines`."),
            "lines",
        )  # fmt: skip
    served_in = {
        line: {frozenset(w.items) for w in model.windows if w.line == line} for line in lines
    }
    for line in sorted(line for line, sets in served_in.items() if len(sets) > 1):
        yield entry.problem(
            "places.windows_of_a_line_differ",
            Text.of(f"队列 {line} 的窗口办的事项不同。", f"The windows of line {line} differ."),
            Text.of("同一队列的窗口写同样的事项。", "Windows of one line serve the same items."),
            "windows",
        )
    waited_in: dict[str, set[str]] = {}
    for window in model.windows:
        for code in window.items:
            waited_in.setdefault(code, set()).add(window.line)
    for code in sorted(code for code, found in waited_in.items() if len(found) > 1):
        yield entry.problem(
            "places.item_in_two_lines",
            Text.of(f"事项 {code} 在两条队列里。", f"Item {code} is in two lines."),
            Text.of("一个事项在一个地点只排一条队。", "At one place an item has one line."),
            "windows",
        )


def _region_unknown(entry: Entry[Any], region: str) -> PackProblem:
    return entry.problem(
        "places.region_unknown",
        Text.of(f"区划 {region} 不在本内容包中。", f"Division {region} is not in the pack."),
        Text.of("写 divisions 中的代码。", "Write a code from the shelf `divisions`."),
        "region",
    )
