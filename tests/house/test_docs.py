"""The documents tell every command, target, dependency, decision and word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import docs
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept
from tests.house.write_commands import commands, page
from tongban.site.rooms import ORDER

PROJECT = '[project]\ndependencies = ["django>=5.2,<5.3"]\n'
TABLE = "| package | x |\n|---|---|\n| django | BSD |\n"


def test_the_documents_are_there():
    assert_kept(docs.check_files(REPO))


def test_every_make_target_is_told():
    assert_kept(docs.check_targets(REPO))


def test_every_command_is_told():
    assert_kept(docs.check_commands(REPO, (command.path for command in commands())))


def test_every_command_says_what_it_does():
    assert not [command.path for command in commands() if not command.help]
    assert page().count("\n| `tongban ") == len(list(commands()))


def test_every_dependency_is_told():
    assert_kept(docs.check_dependencies(REPO))


def test_the_glossary_is_in_order():
    assert_kept(docs.check_glossary(REPO, ORDER))


def test_a_missing_document_is_caught(tmp_path: Path):
    root = plant(tmp_path, {"docs/adr/README.md": "", "docs/adr/0042-why.md": ""})
    assert_caught(docs.check_files(root), "LICENSE: The document", "0042-why.md: The index")


def test_an_untold_target_is_caught(tmp_path: Path):
    files = {"Makefile": "run: setup\n\tgo\nX := 1\n", "README.md": "make run"}
    found = docs.check_targets(plant(tmp_path, files))
    assert_caught(found, "README.zh-CN.md: It does not tell `make run`")
    assert len(found) == 1


def test_an_untold_command_is_caught(tmp_path: Path):
    root = plant(tmp_path, {"README.md": "`tongban pack check`"})
    assert_caught(
        docs.check_commands(root, ["pack check", "pack publish"]), "`tongban pack publish`"
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [(TABLE + "| flask | BSD |\n", "lists flask, which is not used"), ("", "does not list django")],
)
def test_an_untold_dependency_is_caught(tmp_path: Path, table: str, said: str):
    files = {"pyproject.toml": PROJECT, "docs/adr/0008-dependencies.md": table}
    assert_caught(docs.check_dependencies(plant(tmp_path, files)), said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("| case | 办件 | one line |", "four filled cells"),
        ("| case | case | one line | cases |", "no Chinese term"),
        ("| case | 办件 | one line | attic |", "is put into attic"),
        ("| zebra | 斑马 | x | cases |\n| ant | 蚂蚁 | x | cases |", "“ant” is out of order"),
        ("| ant | 蚁 | x | cases |\n| Ant | 蚁 | x | cases |", "“Ant” is out of order"),
    ],
)
def test_an_untidy_glossary_is_caught(tmp_path: Path, row: str, said: str):
    root = plant(tmp_path, {"docs/glossary.md": row + "\n"})
    assert_caught(docs.check_glossary(root, ORDER), said)
