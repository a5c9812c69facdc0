"""The demo province has no fault, and each fault one could make in it is told on its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.packs.planted import PLANTED
from tests.packs.planting import Planted
from tongban.catalogue.domain.lints import LINTS
from tongban.content.api import PackReport, check_pack, shelves

SHILI = Path(__file__).resolve().parents[2] / "packs" / "shili"
# In a whole pack the law room checks every citation of every shelf, these two only single items.
CHECKED_BY_LAWS = {"catalogue.article_unknown", "catalogue.article_not_in_force"}


@pytest.fixture(scope="module")
def shili() -> PackReport:
    return check_pack(SHILI)


def test_the_demo_province_has_no_problem_not_even_a_warning(shili: PackReport):
    assert [f"{fault.where} {fault.message.zh}" for fault in shili.problems] == []


def test_every_shelf_of_the_house_is_used(shili: PackReport):
    used = {name for name, count in shili.counts if count}
    assert {shelf.name for shelf in shelves()} <= used


@pytest.mark.parametrize(
    ("shelf", "least"),
    [
        ("agencies", 14), ("items", 16), ("laws", 20), ("elements", 60), ("sources", 12),
        ("divisions", 8), ("forms", 16), ("decisions", 6), ("certificate-types", 10),
    ],
)  # fmt: skip
def test_the_demo_province_is_large_enough(shili: PackReport, shelf: str, least: int):
    assert len(shili.view.entries(shelf)) >= least


def test_every_instant_item_has_two_examples_and_every_other_one(shili: PackReport):
    examples = [entry.model.item for entry in shili.view.entries("examples")]
    for item in shili.view.entries("items"):
        least = 2 if item.model.decision_table else 1
        assert examples.count(item.key) >= least, item.file


def test_nothing_in_it_could_be_a_real_place(shili: PackReport):
    for shelf, attribute in (("divisions", "code"), ("agencies", "region"), ("items", "region")):
        for entry in shili.view.entries(shelf):
            assert getattr(entry.model, attribute).startswith("99"), entry.file


@pytest.fixture(scope="module")
def planted_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the pack with every mistake in it at once."""
    root = tmp_path_factory.mktemp("planted") / "shili"
    shutil.copytree(SHILI, root)
    for plant in PLANTED:
        path = root / plant.file
        path.write_text(plant.edit(path.read_text("utf-8") if path.exists() else ""), "utf-8")
    return root


@pytest.fixture(scope="module")
def planted_report(planted_root: Path) -> PackReport:
    return check_pack(planted_root)


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.code)
def test_a_planted_mistake_is_told_on_its_line(
    plant: Planted, planted_root: Path, planted_report: PackReport
):
    file = plant.reported_in or plant.file
    lines = (planted_root / file).read_text("utf-8").splitlines()
    told = [
        fault for fault in planted_report.problems
        if (fault.code, fault.file) == (plant.code, file) and plant.seen in lines[fault.line - 1]
    ]  # fmt: skip
    assert told, [f"{fault.where} {fault.code}" for fault in planted_report.problems]
    assert told[0].message.zh
    assert told[0].message.en
    assert told[0].mend.zh
    assert told[0].mend.en


def test_a_mistake_is_planted_for_every_lint_of_items():
    planted = {plant.code for plant in PLANTED}
    assert {lint.code for lint in LINTS} - planted == CHECKED_BY_LAWS
