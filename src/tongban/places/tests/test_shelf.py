"""What a pack may write about places: every fault at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from tongban.content.api import Entry, Manifest, PackView
from tongban.kernel.text import Text
from tongban.places.schema import AreaEntry, PlaceEntry
from tongban.places.shelf.checks import check_areas, check_places
from tongban.places.tests.factories import CARD, PERMIT, SHOP, SHORT, hall, terminal, window

MANIFEST = Manifest(
    format=1, code="t", version="1", title=Text.of("测试", "Test"), division="990000"
)
SQUARE = [[150.0, 20.0], [151.0, 20.0], [151.0, 21.0], [150.0, 21.0]]


def entry(model: Any, key: str) -> Entry[Any]:
    return Entry(key, model, f"{key}.yaml", 1)


def faults(*documents: dict[str, Any]) -> set[str]:
    entries = tuple(entry(PlaceEntry.model_validate(one), one["code"]) for one in documents)
    area = entry(AreaEntry(region="990102", outline=SQUARE), "990102")
    items = {
        code: entry(SimpleNamespace(self_service=code == PERMIT), code)
        for code in (PERMIT, CARD, SHOP)
    }
    named = {
        "divisions": frozenset({"990102", "990103001"}),
        "agencies": frozenset({SHORT}),
        "items": frozenset(items),
    }
    pack = PackView(MANIFEST, {"areas": {"990102": area}, "items": items}, named)
    assert not list(check_areas((area,), pack))
    return {problem.code.removeprefix("places.") for problem in check_places(entries, pack)}


def test_sound_places_have_no_fault():
    assert faults(hall(), terminal()) == set()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"region": "990109"}, "region_unknown"),
        ({"agency": "nobody"}, "agency_unknown"),
        ({"self_service": ["item-x"]}, "item_unknown"),
        ({"self_service": [CARD]}, "item_not_self_service"),
        ({"windows": [], "lines": [], "self_service": []}, "nothing_served"),
        ({"hours": {}}, "no_hours"),
        ({"hours": {"monday": ["12:00-09:00"]}}, "hours_wrong"),
        ({"hours": {"monday": ["09:00-12:00", "11:00-13:00"]}}, "hours_wrong"),
        ({"east": 152.0}, "outside_division"),
        ({"windows": [window("A1", "A", PERMIT)]}, "line_without_window"),
        ({"windows": [window("A1", "A", PERMIT), window("B1", "B", PERMIT)]}, "item_in_two_lines"),
        ({"windows": [window("A1", "A", PERMIT), window("A1", "B", CARD)]}, "written_twice"),
        (
            {
                "windows": [
                    window(c, c[0], i) for c, i in (("A1", PERMIT), ("A2", CARD), ("B1", SHOP))
                ]
            },
            "windows_of_a_line_differ",
        ),
    ],
)
def test_each_fault_is_found(changes, fault):
    assert faults(hall(**changes)) == {fault}


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": {"monday": ["9-17"]}},
        {"hours": {"monday": ["09:00-24:30"]}},
        {"kind": "castle"},
        {"access": ["lift-to-the-moon"]},
        {"north": 91},
        {"name": {"zh-Hans": "只有中文"}},
        {"nickname": "x"},
    ],
)
def test_what_cannot_be_read_is_refused(changes):
    with pytest.raises(ValidationError):
        PlaceEntry.model_validate(hall(**changes))


def test_hours_to_midnight_are_written_back_as_they_came():
    model = PlaceEntry.model_validate(hall(hours={"monday": ["18:00-24:00"]}))
    assert model.model_dump(mode="json")["hours"]["monday"] == ["18:00-24:00"]
    assert PlaceEntry.model_validate(model.model_dump(mode="json")) == model
