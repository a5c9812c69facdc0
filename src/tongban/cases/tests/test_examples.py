"""Examples of a pack are run by its check, and a wrong one is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tongban.content.api import check_pack

PACK = Path(__file__).resolve().parents[4] / "packs/shili"
PASSING = "examples/juzhuzheng-qianzhu-pass.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return shutil.copytree(PACK, tmp_path / "shili")


def faults(pack: Path) -> set[tuple[str, str]]:
    return {
        (Path(problem.file).name, problem.code)
        for problem in check_pack(pack).problems
        if problem.code.startswith("cases.")
    }


def test_the_examples_of_the_demo_pack_come_out_as_they_say(pack: Path):
    assert faults(pack) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("outcome: pass", "outcome: to-person", "cases.example_outcome_differs"),
        ("within-the-month", "another-row", "cases.example_outcome_differs"),
        ("permit.status: valid", "permit.status: lost", "cases.example_outcome_differs"),
        ("person.alive: true", "person.alive: 'yes'", "cases.example_outcome_differs"),
        ('phone: "', 'phone: "not a phone ', "cases.example_form_differs"),
        ("item: 1199", "item: 2299", "cases.example_item_unknown"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_hold_is_found(pack: Path, old: str, new: str, code: str):
    file = pack / PASSING
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new), encoding="utf-8")
    assert faults(pack) == {(file.name, code)}
