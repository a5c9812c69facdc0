"""Admin is read-only."""

from __future__ import annotations

from pathlib import Path

from tests.house.checkers import admin
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept

DENIALS = "".join(
    f"    def has_{verb}_permission(self, request, obj=None):\n        return {{{verb}}}\n"
    for verb in ("add", "change", "delete")
)


def planted(tmp_path: Path, **answers: bool) -> Path:
    says = {"add": False, "change": False, "delete": False, **answers}
    body = "class CaseAdmin(admin.ModelAdmin):\n" + DENIALS.format(**says)
    return plant(tmp_path, {"src/tongban/cases/admin.py": body})


def test_the_house_has_a_window_only():
    assert_kept(admin.check(REPO))


def test_a_window_that_opens_is_caught(tmp_path: Path):
    found = admin.check(planted(tmp_path, change=True))
    assert_caught(found, "CaseAdmin leaves has_change_permission open")


def test_a_window_passes(tmp_path: Path):
    assert_kept(admin.check(planted(tmp_path)))
