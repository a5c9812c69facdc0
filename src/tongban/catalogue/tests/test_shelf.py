"""The catalogue's shelves: faults of a pack on their lines, publication that repeats in peace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tongban.catalogue import api
from tongban.catalogue.domain.lints import LintContext
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries.vocabulary import forget_vocabulary
from tongban.catalogue.shelf import SHELVES
from tongban.catalogue.tests.factories import NOW, platform
from tongban.content.api import check_pack
from tongban.kernel.actor import Actor

PACK = Path(__file__).parents[4] / "packs/shili"
ITEM = "items/juzhuzheng-qianzhu.yaml"


def bent(folder: Path, old: str, new: str) -> tuple[Path, int]:
    """A copy of the demo pack with one line of one item changed; the number of that line."""
    pack = folder / "pack"
    shutil.copytree(PACK, pack)
    lines = (pack / ITEM).read_text("utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith(old))
    lines[place] = new
    (pack / ITEM).write_text("\n".join(lines), "utf-8")
    return pack, place + 1


def found(pack: Path) -> set[tuple[str, str, int]]:
    return {(fault.code, fault.file, fault.line) for fault in check_pack(pack).problems}


def test_the_items_of_the_demo_pack_have_no_fault():
    codes = {fault.code for fault in check_pack(PACK).problems}
    assert not {code for code in codes if code.startswith("catalogue.")}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("committed:", "committed: 3 working-days", "catalogue.instant_and_promise_disagree"),
        ("basic:", 'basic: "990799999999"', "catalogue.basic_unknown"),
        ("visits:", "visits: 2", "catalogue.visits_without_reason"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path, old, new, code):
    pack, line = bent(tmp_path, old, new)
    places = {(file, at) for fault, file, at in found(pack) if fault == code}
    assert places
    assert {file for file, _ in places} == {ITEM}
    if code != "catalogue.visits_without_reason":  # what is missing stands at the entry's head
        assert (ITEM, line) in places


def published(folder: Path) -> None:
    """The catalogue's own shelves of the demo pack, in their order."""
    view = check_pack(folder).view
    for shelf in SHELVES:
        shelf.publish(actor=platform(), entries=view.entries(shelf.name), release=None, now=NOW)
    forget_vocabulary()


@pytest.mark.django_db
def test_a_published_pack_is_in_use_and_publishing_again_changes_nothing(monkeypatch):
    monkeypatch.setattr(
        "tongban.catalogue.actions.publish_item.surroundings_of",
        lambda document, now: LintContext(),
    )
    published(PACK)
    before = list(ItemVersion.objects.order_by("id").values_list("id", "state"))
    assert len(before) >= 16
    assert {state for _, state in before} == {"item-state.published"}
    published(PACK)
    assert list(ItemVersion.objects.order_by("id").values_list("id", "state")) == before
    first = api.search_items(Actor.anonymous(), text="暂住证到期了").items[0]
    assert first.name.zh == "居住证签注"
    assert sum(theme.count for theme in api.themes()) >= len(before)
