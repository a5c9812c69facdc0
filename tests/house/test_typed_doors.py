"""Every name behind a door is typed and documented, and a door holds no logic."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import typed_doors
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept

DOOR = "from tongban.laws.queries import verb\n\n__all__ = ('verb',)\n"
GOOD = '''
def verb(a: int) -> int:
    """Double a count of days; NotPositive when it is not above zero (no source in law)."""
    if a < 1:
        raise NotPositive(a)
    return a * 2
'''


def test_the_doors_of_the_house_are_typed_and_documented():
    assert_kept(typed_doors.check(REPO))


def test_a_good_door_passes(tmp_path: Path):
    files = {"src/tongban/laws/api.py": DOOR, "src/tongban/laws/queries.py": GOOD}
    assert_kept(typed_doors.check(plant(tmp_path, files)))


@pytest.mark.parametrize(
    ("door", "home", "said"),
    [
        (DOOR + "x = 1\nif x:\n    pass\n", GOOD, "A door only re-exports"),
        ("from tongban.laws.queries import verb\n", GOOD, "no __all__"),
        (DOOR, "", "cannot be found"),
        (DOOR, GOOD.replace("a: int", "a"), "leaves a untyped"),
        (DOOR, GOOD.replace(" -> int", ""), "leaves the result untyped"),
        (DOOR, GOOD.replace("NotPositive when", "refuses when"), "refuses with NotPositive"),
        (DOOR, "def verb() -> int:\n    '''Short.'''\n    return 1\n", "docstring of 6 characters"),
        (DOOR, "class verb:\n    x = 1\n", "without a docstring"),
    ],
)
def test_a_poor_door_is_caught(tmp_path: Path, door: str, home: str, said: str):
    files = {"src/tongban/laws/api.py": door, "src/tongban/laws/queries.py": home}
    assert_caught(typed_doors.check(plant(tmp_path, files)), said)
