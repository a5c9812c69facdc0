"""A room may call any room below it, never beside or above; no cycles at any depth."""

from __future__ import annotations

from pathlib import Path

from tests.house.checkers import layers
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept
from tongban.site.rooms import ORDER


def planted(tmp_path: Path, files: dict[str, str]) -> Path:
    contract = (REPO / ".importlinter").read_text(encoding="utf-8")
    base = {".importlinter": contract, "src/tongban/site/x.py": "", "src/tongban/kernel/x.py": ""}
    return plant(tmp_path, {**base, **files})


def test_the_house_keeps_its_floors():
    assert_kept(layers.check(REPO))


def test_the_contract_lists_the_rooms_in_their_order():
    assert_kept(layers.check_contract(REPO, ORDER))


def test_a_contract_in_another_order_is_caught():
    assert_caught(layers.check_contract(REPO, tuple(reversed(ORDER))), "rooms.ORDER")


def test_an_upward_import_is_caught(tmp_path: Path):
    upward = {"src/tongban/ledger/api.py": "from tongban.cases.api import x\n",
              "src/tongban/cases/api.py": "x = 1\n"}  # fmt: skip
    found = layers.check(planted(tmp_path, upward))
    assert_caught(found, "tongban.ledger.api -> tongban.cases.api")


def test_an_upward_import_through_another_room_is_caught(tmp_path: Path):
    detour = {
        "src/tongban/cases/actions/take.py": "from tongban.feedback.api import rate\n",
        "src/tongban/feedback/api.py": "rate = 1\n",
    }
    assert_caught(layers.check(planted(tmp_path, detour)), "tongban.cases.actions.take")


def test_a_room_that_nobody_listed_is_caught(tmp_path: Path):
    found = layers.check(planted(tmp_path, {"src/tongban/attic/api.py": ""}))
    assert_caught(found, "attic")


def test_a_cycle_inside_a_room_is_caught(tmp_path: Path):
    cycle = {
        "src/tongban/cases/actions/take.py": "from tongban.cases.queries import q\n",
        "src/tongban/cases/queries.py": "from tongban.cases.actions.take import t\n",
    }
    assert_caught(layers.check(planted(tmp_path, cycle)), "tongban.cases")
