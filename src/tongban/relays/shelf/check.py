"""Checks of how items are to be had from elsewhere; every fault on the line where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tongban.cases.api import DECIDING
from tongban.content.api import Entry, PackProblem, PackView
from tongban.kernel.calendar import SpanUnit
from tongban.kernel.text import Text
from tongban.relays.domain.offer import is_elsewhere, reaches
from tongban.relays.shelf.schema import RelayFile


def check_relays(entries: tuple[Entry[RelayFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Ways an item cannot have: unknown items, places out of reach, steps of nobody there."""
    twice: set[str] = set()
    for entry in entries:
        said = entry.model
        if said.item in twice:
            yield entry.problem(
                "relays.item_twice",
                Text.of("这个事项写了两次。", "This item is written twice."),
                Text.of("合成一条。", "Make it one entry."),
                "item",
            )
        twice.add(said.item)
        yield from _ways(entry, pack)


def _ways(entry: Entry[RelayFile], pack: PackView) -> Iterator[PackProblem]:
    said = entry.model
    if pack.lacks("items", said.item):
        yield entry.problem(
            "relays.item_unknown",
            Text.of(f"内容包里没有事项“{said.item}”。", f"The pack has no item “{said.item}”."),
            Text.of("写 items/ 里的事项编码。", "Name the code of an item under items/."),
            "item",
        )
    if not said.offer().ways:
        yield entry.problem(
            "relays.no_way",
            Text.of("三种方式一种也没有写。", "None of the three ways is offered."),
            Text.of("写 online、collected 或 joint。", "Write online, collected or joint."),
            "code",
        )
    item = pack.entry("items", said.item)
    if item is None:
        return
    if said.online and not item.model.online:
        yield entry.problem(
            "relays.not_online",
            Text.of(
                "事项不能网上办，却写了全程网办。", "The item is not on line, this says it is."
            ),
            Text.of("去掉 online，或让事项能网上办。", "Drop online, or put the item on line."),
            "online",
        )
    yield from _collecting(entry, item.model, pack)
    yield from _joint(entry, item.model, pack)


def _collecting(entry: Entry[RelayFile], item: Any, pack: PackView) -> Iterator[PackProblem]:
    collected = entry.model.collected
    if collected is None:
        return
    yield from _pushed(entry, pack)
    if collected.transit.unit is SpanUnit.IMMEDIATE or collected.transit.amount < 1:
        yield entry.problem(
            "relays.no_transit",
            Text.of("转送时限不能是零。", "The time on the way cannot be nothing."),
            Text.of("写成 2 working-days。", "Write it like 2 working-days."),
            *("collected", "transit"),
        )
    area = item.handling_area.value
    for at, code in enumerate(collected.places):
        where = ("collected", "places", at)
        if pack.lacks("places", code):
            yield entry.problem(
                "relays.place_unknown",
                Text.of(f"内容包里没有办事地点“{code}”。", f"The pack has no place “{code}”."),
                Text.of("写 places/ 里的代码。", "Use a code of places/."),
                *where,
            )
        place = pack.entry("places", code)
        if place is None:
            continue
        if not is_elsewhere(item.region, place.model.region):
            yield entry.problem(
                "relays.place_at_home",
                Text.of(
                    f"“{code}”就在办理地，直接受理即可。",
                    f"“{code}” is where the item is decided: it takes applications itself.",
                ),
                Text.of("去掉这个地点。", "Drop this place."),
                *where,
            )
        elif not reaches(area, item.region, place.model.region):
            yield entry.problem(
                "relays.place_out_of_reach",
                Text.of(
                    f"事项的通办范围到不了“{code}”。",
                    f"The item does not reach as far as “{code}”.",
                ),
                Text.of(
                    "改事项的 handling_area，或去掉这个地点。",
                    "Widen the item's handling_area, or drop this place.",
                ),
                *where,
            )


def _pushed(entry: Entry[RelayFile], pack: PackView) -> Iterator[PackProblem]:
    """A department's own system takes a case as handed in at home: it knows no way there."""
    for connector in pack.entries("connectors"):
        if entry.model.item in connector.model.items:
            yield entry.problem(
                "relays.pushed_to_a_system",
                Text.of(
                    f"这个事项由“{connector.key}”推送到部门自建系统，不能同时异地代收：办理地签收"
                    "之前办件还在路上，部门系统却会先收到它。",
                    f"“{connector.key}” pushes this item to a department's own system, so it cannot"
                    " also be collected elsewhere: the system would have the case while it is still"
                    " on its way to who decides.",
                ),
                Text.of(
                    "去掉 collected，或从对接里去掉这个事项。",
                    "Drop collected, or take the item out of the connector.",
                ),
                "collected",
            )


def _joint(entry: Entry[RelayFile], item: Any, pack: PackView) -> Iterator[PackProblem]:
    steps = entry.model.joint
    if not steps:
        return
    flow = pack.entry("flows", item.flow or "")
    if flow is None:
        if item.flow is None or pack.lacks("flows", item.flow):
            yield entry.problem(
                "relays.no_flow",
                Text.of("事项没有办理流程，不能多地联办。", "The item has no flow to share out."),
                Text.of("在事项里写 flow。", "Give the item a flow."),
                "joint",
            )
        return
    regions = {one.model.code: one.model.region for one in pack.entries("agencies")}
    nodes = {node.code: node for node in flow.model.nodes}
    for at, said in enumerate(steps):
        node = nodes.get(said.step)
        bodies = (item.agency if one == DECIDING else one for one in node.agencies) if node else ()
        if said.region not in {regions.get(one) for one in bodies}:
            yield entry.problem(
                "relays.nobody_there",
                Text.of(
                    f"流程的“{said.step}”没有“{said.region}”的机关参加。",
                    f"No body of “{said.region}” takes the step “{said.step}” of the flow.",
                ),
                Text.of("写流程里有机关参加的环节和地区。", "Name a step and region of the flow."),
                *("joint", at),
            )
    if not any(is_elsewhere(item.region, said.region) for said in steps):
        yield entry.problem(
            "relays.one_place_only",
            Text.of(
                "所有环节都在办理地，不是多地联办。", "All steps are at home: nothing is shared."
            ),
            Text.of("写上外地的环节。", "Name a step of another place."),
            "joint",
        )
