"""The command: exit codes, refusals in sentences, JSON for machines."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.site.cli.main import run
from tongban.site.exits import Exit, NotAvailable, exit_code, tell


def tongban(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tongban.site.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": str(settings.SRC.parent),
            "LANG": "C.UTF-8",
            **environment,
        },
        check=False,
    )


@pytest.fixture
def data(tmp_path):
    return {"TONGBAN_DATA": str(tmp_path)}


REFUSED = Refusal(
    code="test.refused",
    message=Text.of("不行。", "It cannot be."),
    mend=Text.of("换一个。", "Take another."),
    problems=(Problem("a.yaml:3", "test.one", Text.of("错", "Wrong"), Text.of("改", "Mend")),),
)


def test_a_refusal_is_sentences_on_standard_error(capsys, monkeypatch):
    monkeypatch.setenv("TONGBAN_LANG", "en")
    tell(REFUSED, as_json=False)
    told = capsys.readouterr()
    assert told.out == ""
    for part in ("It cannot be.", "a.yaml:3: Wrong → Mend", "→ Take another.", "(test.refused)"):
        assert part in told.err


def test_a_chinese_terminal_is_told_in_chinese(capsys, monkeypatch):
    monkeypatch.delenv("TONGBAN_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    tell(REFUSED, as_json=False)
    assert "不行。" in capsys.readouterr().err


def test_json_is_one_object_with_every_language(capsys):
    tell(REFUSED, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["code"] == "test.refused"
    assert told["message"] == {"zh-Hans": "不行。", "en": "It cannot be."}
    assert told["problems"][0]["where"] == "a.yaml:3"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (RefusalKind.INVALID, Exit.REFUSED),
        (RefusalKind.NOT_FOUND, Exit.REFUSED),
        (RefusalKind.UNAVAILABLE, Exit.UNAVAILABLE),
    ],
)
def test_kinds_have_exit_codes(kind, expected):
    refusal = Refusal("a.b", Text.of("甲"), Text.of("乙"), kind)
    assert exit_code(refusal) == expected


def test_help_needs_no_database(data):
    done = tongban("--help", **data, DATABASE_URL="")
    assert done.returncode == Exit.DONE
    for command in ("run", "serve", "worker", "migrate", "bench", "demo", "jobs"):
        assert f" {command} " in done.stdout
    assert not (os.path.exists(os.path.join(data["TONGBAN_DATA"], "cluster.json")))


def test_wrong_use_is_2(data):
    assert tongban("no-such-command", **data).returncode == Exit.USAGE
    assert tongban("serve", "--port", "99999", **data).returncode == Exit.USAGE


def test_a_malformed_database_url_is_told_in_words(data):
    done = tongban("migrate", **data, DATABASE_URL="mysql://u:secret@h/db")
    assert done.returncode == Exit.REFUSED
    assert "DATABASE_URL cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_an_unreachable_database_is_3_and_machine_readable(data):
    url = "postgresql://nobody@127.0.0.1:9/none?connect_timeout=2"
    done = tongban("jobs", "parked", "--json", **data, DATABASE_URL=url)
    assert done.returncode == Exit.UNAVAILABLE
    assert json.loads(done.stdout)["code"] == "site.database_unavailable"


@pytest.mark.django_db
def test_an_unknown_bench_names_the_known_ones(capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://unused/unused")
    assert run(["bench", "nothing", "--json"]) == Exit.REFUSED
    told = json.loads(capsys.readouterr().out)
    assert told["code"] == "site.no_such_bench"
    assert "outbox" in told["mend"]["en"]


def test_not_available_is_3():
    assert exit_code(NotAvailable("a.b", Text.of("甲"), Text.of("乙"))) == 3
