"""Every room has the same floor plan and a README of one screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import room_shape
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept

README = """# laws

Statutes 法律 and their articles.

## Nouns
## Verbs
## Events
none
## Invariants
## Anchor tables
`Statute`
"""


def planted(tmp_path: Path, **files: str) -> Path:
    rooms = {"README.md": README, "queries.py": "", **files}
    return plant(tmp_path, {f"src/tongban/laws/{path}": text for path, text in rooms.items()})


def test_the_rooms_of_the_house_share_one_plan():
    assert_kept(room_shape.check(REPO))


def test_a_room_of_the_plan_passes(tmp_path: Path):
    assert_kept(room_shape.check(planted(tmp_path)))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"README.md": README.replace("## Events\nnone\n", "")}, "nothing under Events"),
        ({"README.md": README + "more\n" * 60}, "more than one screen"),
        ({"services.py": ""}, "No room has a file of this name"),
        ({"managers/x.py": ""}, "No room has a file of this name"),
        ({"actions/utils.py": ""}, "“utils” names no noun"),
        ({"domain/common/__init__.py": ""}, "“common” names no noun"),
    ],
)
def test_a_room_off_the_plan_is_caught(tmp_path: Path, files: dict[str, str], said: str):
    assert_caught(room_shape.check(planted(tmp_path, **files)), said)


def test_a_file_off_the_plan_passes_when_the_readme_explains_it(tmp_path: Path):
    told = README + "`registry.py` keeps what other rooms hand in.\n"
    assert_kept(room_shape.check(planted(tmp_path, **{"registry.py": "", "README.md": told})))


def test_a_room_without_readme_is_caught(tmp_path: Path):
    root = plant(tmp_path, {"src/tongban/laws/queries.py": ""})
    assert_caught(room_shape.check(root), "The room has no README")
