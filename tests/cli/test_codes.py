"""The command `codes`, as a shell sees it."""

from __future__ import annotations

import json

import pytest

from tongban.jurisdiction.api import code_list
from tongban.site.cli.main import run

pytestmark = pytest.mark.django_db
GROUPS = "code,alpha,name,note\n01,HA,汉族,\n2,MG,蒙古族,\n"


@pytest.fixture
def groups(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text(GROUPS, "utf-8")
    return str(path)


def test_bad_rows_are_listed_and_make_the_exit_code_one(groups, capsys):
    assert run(["codes", "import", "ethnicity", groups]) == 1
    shown = capsys.readouterr().out
    assert "added 1" in shown
    assert "not taken 1" in shown
    assert "2" in shown
    assert code_list("gb-t-3304").name_of("01").zh == "汉族"


def test_a_dry_run_for_machines_writes_nothing(groups, capsys):
    assert run(["codes", "import", "ethnicity", groups, "--dry-run", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["added"], told["dry_run"]) == (2, 1, True)
    assert told["rejected"][0]["line"] == 3
    assert set(told["rejected"][0]["reason"]) == {"zh-Hans", "en"}
    assert run(["codes", "import", "ethnicity", groups, "--dry-run", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["added"] == 1


def test_what_cannot_be_imported_says_what_can(groups, capsys):
    assert run(["codes", "import", "weather", groups, "--json"]) == 1
    assert "ethnicity" in json.loads(capsys.readouterr().out)["mend"]["en"]
