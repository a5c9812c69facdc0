"""The table of practices tells the truth about its tests: each one named is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import REPO

TABLE = "docs/handbook/regions.md"
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
FAR = ("whole", "part", "not yet")


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def faults(root: Path, text: str) -> list[str]:
    found = []
    for region, practice, far, test in rows(text):
        said = far.partition(":")[0]
        named = NAMED.search(test)
        if said not in FAR:
            found.append(f"{region}, {practice}: {far} says not how far it goes")
        if said == "whole" and (named is None or not test.startswith("browser ")):
            found.append(f"{region}, {practice}: no browser test walks it")
        if named is not None and not _is_there(root, *named.groups()):
            found.append(f"{region}, {practice}: {named[0]} is not there")
    return found


def _is_there(root: Path, path: str, name: str) -> bool:
    file = root / path
    return file.is_file() and bool(re.search(rf"^(def|class) {name}\b", file.read_text(), re.M))


def test_every_row_says_how_far_it_goes_and_names_a_test_that_is_there():
    text = (REPO / TABLE).read_text(encoding="utf-8")
    assert len(rows(text)) > 20
    assert not faults(REPO, text)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("| A | x | whole | |", "no browser test"),
        ("| A | x | whole | `tests/house/test_regions.py::rows` |", "no browser test"),
        ("| A | x | nearly | |", "how far"),
        ("| A | x | part: y | `tests/house/test_regions.py::nothing` |", "not there"),
        ("| A | x | whole | browser `tests/none.py::rows` |", "not there"),
    ],
)
def test_a_row_that_promises_more_is_caught(row: str, why: str):
    (fault,) = faults(REPO, f"| region | practice | how far | test |\n|---|---|---|---|\n{row}")
    assert why in fault
