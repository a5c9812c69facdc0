"""The demo's witnesses: started beside the platform, missed when away, taken back."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tongban.site.cli.main import run
from tongban.site.places import started_witnesses
from tongban.site.supervisor.children import Children
from tongban.site.supervisor.witnesses import prepare_witnesses, start_witnesses
from tongban.site.witnessing import read_plan
from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.tlog.note import NoteKey, parse_key


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.delenv("TONGBAN_WITNESSES", raising=False)
    log = NoteKey("log.example/demo", generate_key(Algorithm.SM2).public)
    prepare_witnesses(tmp_path, log.line, "gm")
    return tmp_path


def listens(url: str) -> bool:
    host, port = url.removeprefix("http://").split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def until_all_listen(pairs: list[tuple[str, str]]) -> None:
    deadline = time.monotonic() + 60
    while not all(listens(url) for url, _ in pairs):
        assert time.monotonic() < deadline, "a witness does not listen"
        time.sleep(0.1)


def test_two_listen_each_with_a_key_of_its_own_and_a_dead_one_comes_back(home):
    with Children() as family:
        told = start_witnesses(family, home, {})
        pairs = [tuple(line.split()) for line in told["TONGBAN_WITNESSES"].splitlines()]
        assert len({parse_key(key) for _, key in pairs}) == 2
        assert started_witnesses(home) == told["TONGBAN_WITNESSES"], "commands beside it know them"
        until_all_listen(pairs)
        victim = family._children[1]
        victim.process.kill()
        victim.process.wait()
        assert family.first_dead() is None, "the platform goes on without it"
        family._children[1] = victim = replace(victim, rest_s=3600.0)
        family.revive()
        assert family._children[1] is victim, "not at once: it may die again and again"
        family._children[1] = replace(victim, rest_s=0.0)
        family.revive()
        until_all_listen(pairs)
        alive = [child.process for child in family._children]
    assert all(process.poll() is not None for process in alive)


def test_prepared_again_they_keep_their_keys_and_watch_the_new_log(home):
    config = home / "witnesses" / "one" / "witness.toml"
    before = read_plan(config)
    other = NoteKey("log.example/afresh", generate_key(Algorithm.SM2).public)
    prepare_witnesses(home, other.line, "gm")
    after = read_plan(config)
    assert (after.key, after.logs) == (before.key, (other,))


def test_a_deployment_that_names_its_own_gets_none_of_ours(home, monkeypatch):
    monkeypatch.setenv("TONGBAN_WITNESSES", "https://w.example k")
    with Children() as family:
        assert start_witnesses(family, home, {}) == {}
        assert started_witnesses(home) == ""
        assert family._children == []


@pytest.mark.parametrize(
    "wrong",
    [
        "suite = 3",
        "not toml",
        'name = "w"\nsuite = "x"\nlisten = "h:1"',
        'name = "w"\nsuite = "gm"\nlisten = "h:1"\nkey = "k"\nstate = "s"\nlogs = ["x"]',
    ],
)
def test_a_wrong_file_is_told_in_words(tmp_path, wrong, capsys):
    config = tmp_path / "witness.toml"
    config.write_text(wrong)
    assert run(["log", "witness", "--config", str(config)]) == 3
    told = "".join(capsys.readouterr().err.split())  # a long path is broken over lines
    assert "witness.toml" in told


def test_a_state_that_cannot_be_read_is_not_guessed_at(home, capsys):
    folder = home / "witnesses" / "one"
    (folder / "seen.json").write_text("{")
    assert run(["log", "witness", "--config", str(folder / "witness.toml")]) == 3
    assert "seen.json" in capsys.readouterr().err
