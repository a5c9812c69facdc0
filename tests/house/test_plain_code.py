"""No print, no signals, no bare code-list digits, both languages, nothing personal in a log."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import plain_code
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept

PLACE = "src/tongban/cases/queries.py"


def test_the_code_of_the_house_is_plain():
    assert_kept(plain_code.check(REPO))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("print('x')", "print()"),
        ("from django.dispatch import receiver", "django.dispatch"),
        ("from django.db.models.signals import post_save", "signals"),
        ("x = item.item_type == '01'", "bare code '01'"),
        ("x = satisfaction in ('1', '2')", "bare code '1'"),
        ("x = Text.of('居住证')", "one language"),
        ("x = Text.of('居住证', '')", "one language"),
        ("x = Text.of(f'第{n}条')", "one language"),
        ("log.info('signed_in', phone=p)", "logs phone"),
        ("_log.warning('x', answers=a)", "logs answers"),
    ],
)
def test_an_untidy_line_is_caught(tmp_path: Path, line: str, said: str):
    assert_caught(plain_code.check(plant(tmp_path, {PLACE: line + "\n"})), f"{PLACE}:1", said)


@pytest.mark.parametrize(
    "line",
    [
        "x = item.item_type is ItemType.LICENCE",
        "x = count == '01'",
        "x = Text.of('居住证', 'Residence permit')",
        "x = Text.of(person.name)",
        "log.info('signed_in', account_id=a, request_id=r)",
    ],
)
def test_a_tidy_line_passes(tmp_path: Path, line: str):
    assert_kept(plain_code.check(plant(tmp_path, {PLACE: line + "\n"})))
