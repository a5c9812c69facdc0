"""The demo province published whole: every item opens, and again changes nothing."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tongban.agencies.api import agency
from tongban.catalogue.api import published_item
from tongban.content.api import check_pack, current_release, diff_pack, publish_pack
from tongban.jurisdiction.api import calendar, division
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal
from tongban.laws.api import articles
from tongban.site.commands.pack import app

pytestmark = pytest.mark.django_db
SHILI = Path(__file__).resolve().parents[2] / "packs" / "shili"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FOOD = "items/shipin-jingying.yaml"


def publish(path: Path):
    return publish_pack(actor=Actor.system("pack-publisher"), path=path, now=NOW)


def test_every_item_opens_with_its_law_its_body_and_its_days():
    publish(SHILI)
    for entry in check_pack(SHILI).view.entries("items"):
        item = published_item(entry.key)
        assert item.form_code == entry.model.form
        assert agency(item.agency_code).name.zh
        assert division(item.region).name.zh
        assert set(articles(item.article_refs)) == set(item.article_refs), entry.file
        assert all(isinstance(ref, ArticleRef) for ref in item.articles)


def test_the_calendar_knows_the_adjusted_days_of_2026():
    publish(SHILI)
    days = calendar()
    assert date(2026, 2, 14) in days.workdays
    assert date(2026, 2, 23) in days.holidays
    assert {2024, 2025, 2026, 2027} <= set(days.known_years)


def test_publishing_again_changes_nothing_and_a_change_makes_one_new_version(tmp_path: Path):
    first = publish(SHILI)
    assert publish(SHILI) == first
    copy = tmp_path / "shili"
    shutil.copytree(SHILI, copy)
    words = (copy / FOOD).read_text("utf-8")
    (copy / FOOD).write_text(
        words.replace("committed: 5 working-days", "committed: 4 working-days")
    )
    food = next(e.key for e in check_pack(SHILI).view.entries("items") if e.file == FOOD)
    before = published_item(food)
    assert [(c.shelf, c.key, c.parts) for c in diff_pack(copy)] == [("items", food, ("committed",))]
    assert publish(copy).number == first.number + 1
    after = published_item(food)
    assert (after.version, after.committed.amount) == (before.version + 1, 4)


def run(*arguments: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(app, [*arguments, "--json"])
    if isinstance(result.exception, Refusal):
        raise result.exception
    return result.exit_code, json.loads(result.stdout)


def test_the_command_checks_publishes_and_compares(tmp_path: Path):
    assert run("check", str(SHILI))[0] == 0
    code, told = run("publish", str(SHILI))
    standing = current_release("shili")
    assert (code, told["number"]) == (0, standing.number if standing else None)
    assert run("diff", str(SHILI)) == (0, {"changes": []})
    copy = tmp_path / "shili"
    shutil.copytree(SHILI, copy)
    (copy / FOOD).write_text("code: x\ncolour: red\n")
    code, told = run("check", str(copy))
    assert (code, told["publishable"]) == (1, False)
    problems = told["problems"]
    assert isinstance(problems, list)
    assert ("content.key_unknown", FOOD, 2) in {(p["code"], p["file"], p["line"]) for p in problems}


def test_the_report_can_be_read_by_people(tmp_path: Path):
    copy = tmp_path / "shili"
    shutil.copytree(SHILI, copy)
    (copy / FOOD).write_text("code: x\ncolour: red\n")
    result = CliRunner().invoke(app, ["check", str(copy)])
    assert result.exit_code == 1
    assert f"{FOOD}:2" in result.stdout
    assert "content.key_unknown" in result.stdout
