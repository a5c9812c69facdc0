"""What a pack may write of relays: every fault at once, each with its own sentence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from tongban.catalogue.api import HandlingArea
from tongban.content.api import Entry, Manifest, PackView
from tongban.kernel.text import Text
from tongban.relays.domain.offer import Way, offer_from_json, offer_to_json
from tongban.relays.shelf.check import check_relays
from tongban.relays.shelf.schema import RelayFile

MANIFEST = Manifest(
    format=1, code="t", version="1", title=Text.of("测试", "Test"), division="990000"
)
SOUND = {
    "code": "move", "item": "move", "online": True,
    "collected": {"places": ["afar"], "transit": "2 working-days"},
    "joint": [{"step": "together", "region": "990202"}],
}  # fmt: skip


def entry(key: str, **fields: Any) -> Entry[Any]:
    return Entry(key, SimpleNamespace(**fields), f"{key}.yaml", 1)


def item(key: str, area: HandlingArea, **changes: Any) -> Entry[Any]:
    given = {"agency": "here", "region": "990102", "online": True, "flow": "move"} | changes
    return entry(key, handling_area=area, **given)


ITEMS = {
    "move": item("move", HandlingArea.CROSS_CITY),
    "near": item("near", HandlingArea.CROSS_COUNTY),
    "local": item("local", HandlingArea.LOCAL),
    "paper": item("paper", HandlingArea.NATION, online=False, flow=None),
}
SHELVES = {
    "items": ITEMS,
    "places": {
        "afar": entry("afar", region="990202"),
        "home": entry("home", region="990102001"),
        "abroad": entry("abroad", region="980102"),
    },
    "flows": {
        "move": entry(
            "move",
            nodes=[
                SimpleNamespace(code="together", agencies=["deciding", "there"]),
                SimpleNamespace(code="decide", agencies=["deciding"]),
            ],
        )
    },
    "agencies": {
        "here": entry("here", code="here", region="990102"),
        "there": entry("there", code="there", region="990202"),
    },
}
NAMED = {shelf: frozenset(entries) for shelf, entries in SHELVES.items()}


def faults(*documents: dict[str, Any]) -> list[str]:
    said = [RelayFile.model_validate(one) for one in documents]
    entries = tuple(Entry(one.code, one, "relays.yaml", 1) for one in said)
    found = check_relays(entries, PackView(MANIFEST, SHELVES, NAMED))
    return [problem.code.removeprefix("relays.") for problem in found]


def test_what_is_pushed_to_a_system_is_not_also_collected(monkeypatch: pytest.MonkeyPatch):
    pushing = entry("tobacco", items=["other", "move"])
    monkeypatch.setitem(SHELVES, "connectors", {"tobacco": pushing})
    assert faults(SOUND) == ["pushed_to_a_system"]
    assert faults({key: said for key, said in SOUND.items() if key != "collected"}) == []
    monkeypatch.setitem(SHELVES, "connectors", {"tobacco": entry("tobacco", items=["other"])})
    assert faults(SOUND) == []


def test_a_sound_offer_has_no_fault_and_is_kept_as_it_is():
    assert faults(SOUND) == []
    offer = RelayFile.model_validate(SOUND).offer()
    assert offer.ways == tuple(Way)
    assert offer_from_json("move", offer_to_json(offer)) == offer


@pytest.mark.parametrize(("changes", "found"), [
    ({"item": "nothing"}, ["item_unknown"]),
    ({"online": False, "collected": None, "joint": []}, ["no_way"]),
    ({"item": "paper", "collected": None, "joint": []}, ["not_online"]),
    ({"item": "paper", "online": False, "collected": None}, ["no_flow"]),
    ({"collected": {"places": ["nowhere"], "transit": "2 working-days"}}, ["place_unknown"]),
    ({"collected": {"places": ["home"], "transit": "2 working-days"}}, ["place_at_home"]),
    ({"collected": {"places": ["abroad"], "transit": "2 working-days"}}, ["place_out_of_reach"]),
    ({"item": "near"}, ["place_out_of_reach"]),
    ({"item": "local"}, ["place_out_of_reach"]),
    ({"collected": {"places": ["afar"], "transit": "immediate"}}, ["no_transit"]),
    ({"joint": [{"step": "decide", "region": "990202"}]}, ["nobody_there"]),
    ({"joint": [{"step": "other", "region": "990202"}]}, ["nobody_there"]),
    ({"joint": [{"step": "together", "region": "990102"}]}, ["one_place_only"]),
])  # fmt: skip
def test_each_fault_is_named(changes: dict[str, Any], found: list[str]):
    assert faults(SOUND | changes) == found


def test_an_item_is_written_once():
    assert faults(SOUND, SOUND | {"code": "again"}) == ["item_twice"]


def test_a_region_is_a_code():
    with pytest.raises(ValidationError):
        RelayFile.model_validate(SOUND | {"joint": [{"step": "together", "region": "安和"}]})
