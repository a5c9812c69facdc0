"""`tongban oversight replay`: a published draw, held again from its file alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tongban.site.cli.main import run
from tongban.supervision.domain.lottery import draw, seed_of

LISTS = {"candidates": [f"subj_{n}" for n in range(9)], "inspectors": ["a", "b", "c"]}


@pytest.fixture
def told():
    seed = seed_of("ab" * 32, "leaf_1")
    lots = draw(seed, **LISTS, count=3, each=2).inspectors_of
    inspections = [{"candidate": name, "inspectors": list(team)} for name, team in lots.items()]
    given = {"count": 3, "each": 2, "announcement": "leaf_1", "root": "ab" * 32, "seed": seed}
    stamp = datetime(2026, 3, 2, tzinfo=UTC).isoformat()
    return LISTS | given | {"inspections": inspections, "announced_at": stamp}


@pytest.fixture
def file(tmp_path):
    def write(told) -> str:
        path = tmp_path / "draw.json"
        path.write_text(told if isinstance(told, str) else json.dumps(told), "utf-8")
        return str(path)

    return write


def test_the_same_lots_end_with_zero(told, file, capsys, monkeypatch):
    monkeypatch.setenv("TONGBAN_LANG", "zh")
    assert run(["oversight", "replay", file(told), "--root", "AB" * 32]) == 0
    assert "结果相同" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "options", "differs"),
    [
        ({"seed": "00" * 32}, [], ["seed", "lots"]),
        ({"candidates": ["subj_0"]}, [], ["lots"]),
        ({"inspectors": ["a"]}, [], ["lots"]),
        ({"seed": "no seed"}, [], ["seed", "lots"]),
        ({}, ["--root", "cd" * 32], ["root"]),
    ],
)
def test_what_differs_is_named_and_ends_with_one(told, file, capsys, change, options, differs):
    assert run(["oversight", "replay", file(told | change), "--json", *options]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["agrees"], answer["differs"]) == (False, differs)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"inspections": [1]}', "nonsense"])
def test_a_file_that_is_no_draw_is_refused_in_words(file, capsys, text):
    assert run(["oversight", "replay", file(text)]) == 3
    assert "no published draw" in " ".join(capsys.readouterr().err.split())


def test_no_file_is_refused_too(tmp_path):
    assert run(["oversight", "replay", str(tmp_path / "none.json")]) == 3
