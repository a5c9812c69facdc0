"""Outsiders import ``<room>.api`` only; nobody hides an import of ours inside a function."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import doors
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept


def test_the_house_uses_its_doors():
    assert_kept(doors.check(REPO))


def test_the_house_hides_no_import():
    assert_kept(doors.check_lazy(REPO))


@pytest.mark.parametrize(
    "line",
    [
        "from tongban.ledger.models import Leaf",
        "from tongban.ledger import queries",
        "import tongban.ledger.actions.record",
        "from tongban.ledger.tests.test_actions import x",
    ],
)
def test_reaching_behind_a_door_is_caught(tmp_path: Path, line: str):
    root = plant(tmp_path, {"src/tongban/cases/queries.py": line + "\n"})
    assert_caught(doors.check(root), "src/tongban/cases/queries.py:1", "door of ledger")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("src/tongban/cases/queries.py", "from tongban.ledger.api import record"),
        ("src/tongban/cases/queries.py", "from tongban.ledger import api"),
        ("src/tongban/cases/queries.py", "from tongban.kernel.text import Text"),
        ("src/tongban/cases/queries.py", "from tongban.cases.models import Case"),
        ("src/tongban/site/wiring.py", "from tongban.ledger.handlers import on_case"),
        ("src/tongban/cases/tests/test_actions.py", "from tongban.ledger.tests.factories import a"),
    ],
)
def test_lawful_imports_pass(tmp_path: Path, path: str, line: str):
    assert_kept(doors.check(plant(tmp_path, {path: line + "\n"})))


def test_an_import_inside_a_function_is_caught(tmp_path: Path):
    hidden = "def verb():\n    from tongban.ledger.api import record\n    return record\n"
    root = plant(tmp_path, {"src/tongban/cases/queries.py": hidden})
    assert_caught(doors.check_lazy(root), "src/tongban/cases/queries.py:2")
