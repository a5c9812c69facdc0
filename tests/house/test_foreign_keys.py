"""Foreign keys leave a room only downward, to tables that the room below offers as anchors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import foreign_keys
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept
from tongban.site.rooms import ORDER

README = "# laws\n\n## Anchor tables\n\n- `Statute`: one per text\n\n## Other\n`Draft`\n"


def planted(tmp_path: Path, room: str, field: str) -> Path:
    return plant(
        tmp_path,
        {f"src/tongban/{room}/models.py": f"x = {field}\n", "src/tongban/laws/README.md": README},
    )


def test_the_house_points_downward():
    assert_kept(foreign_keys.check(REPO, ORDER))


@pytest.mark.parametrize(
    ("room", "field", "said"),
    [
        ("ledger", "models.ForeignKey('laws.Statute', on_delete=PROTECT)", "points upward"),
        ("cases", "ForeignKey(to='laws.Draft')", "does not offer as an anchor"),
        ("cases", "models.ManyToManyField('auth.User')", "no table of a room"),
    ],
)
def test_a_stray_foreign_key_is_caught(tmp_path: Path, room: str, field: str, said: str):
    assert_caught(foreign_keys.check(planted(tmp_path, room, field), ORDER), said)


@pytest.mark.parametrize(
    "field", ["ForeignKey('laws.Statute')", "ForeignKey('Step')", "ForeignKey('cases.Step')"]
)
def test_lawful_foreign_keys_pass(tmp_path: Path, field: str):
    assert_kept(foreign_keys.check(planted(tmp_path, "cases", field), ORDER))
