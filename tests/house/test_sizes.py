"""Files: p95 at most 250 lines, cap 400. Functions: cap 60. Migrations are exempt."""

from __future__ import annotations

from pathlib import Path

from tests.house.checkers import sizes
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept


def long_function(lines: int) -> str:
    return "def verb():\n" + "    x = 1\n" * (lines - 1)


def test_the_house_keeps_its_sizes():
    assert_kept(sizes.check(REPO))


def test_a_file_over_the_cap_is_caught(tmp_path: Path):
    files = {f"src/tongban/cases/f{n}.py": "x = 1\n" for n in range(30)}
    files["src/tongban/cases/long.py"] = "x = 1\n" * 401
    assert_caught(sizes.check(plant(tmp_path, files)), "long.py: The file has 401 lines")


def test_a_tail_of_long_files_is_caught(tmp_path: Path):
    files = {f"src/tongban/f{n}.py": "x = 1\n" * 251 for n in range(2)}
    files |= {f"src/tongban/g{n}.py": "x = 1\n" for n in range(17)}
    assert_caught(sizes.check(plant(tmp_path, files)), "95 of 100 files")


def test_a_function_over_the_cap_is_caught(tmp_path: Path):
    root = plant(tmp_path, {"src/tongban/cases/queries.py": long_function(61)})
    assert_caught(sizes.check(root), "Function verb has 61 lines")


def test_the_caps_themselves_and_migrations_pass(tmp_path: Path):
    files = {
        "src/tongban/cases/queries.py": long_function(60),
        "src/tongban/cases/migrations/0001_initial.py": "x = 1\n" * 900,
    }
    assert_kept(sizes.check(plant(tmp_path, files)))
