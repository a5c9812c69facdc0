"""The command `log`, as a shell sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from tongban.kernel.actor import Actor
from tongban.ledger.api import record, sequence_leaves
from tongban.site.cli.main import run
from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog.layout import bundle, entries_path
from tongban_trust.tlog.note import NoteKey, cosign
from tongban_trust.tlog.store import TileLog

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ORIGIN = "log.example/cli"
SIZE = 600


@pytest.mark.django_db
def test_a_whole_log_exits_zero_and_a_broken_one_names_the_leaf(capsys):
    with transaction.atomic():
        leaf = record(kind="k", about="case_1", facts={}, actor=Actor.system("t"), now=NOW)
    sequence_leaves(NOW)
    assert run(["log", "verify", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["holds"], told["size"]) == (True, 1)
    assert run(["log", "head", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["size"], shown["root"]) == (1, told["root"])
    assert run(["log", "head"]) == 0
    assert capsys.readouterr().out.strip() == shown["text"].strip()
    assert run(["log", "keys"]) == 0
    assert capsys.readouterr().out.startswith(shown["origin"] + "+")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_leaf DISABLE TRIGGER ledger_leaf_append_only")
        cursor.execute("UPDATE ledger_leaf SET about = 'case_2'")
    assert run(["log", "verify"]) == 1
    assert leaf.leaf_id in capsys.readouterr().err


@pytest.fixture
def elsewhere(tmp_path: Path):
    """A log in a directory, a checkpoint kept of it with one cosignature, and the keys."""
    key, seer = generate_key(Algorithm.SM2), generate_key(Algorithm.ED25519)
    folder = tmp_path / "log"
    folder.mkdir()
    log = TileLog(folder, suite("gm"), ORIGIN, key)
    signed = log.append([b"leaf %d" % number for number in range(SIZE)])
    kept = signed.with_signatures([cosign(signed, "w.example/one", seer, 1_800_000_000)])
    (tmp_path / "kept").write_text(kept.text)
    keys = (NoteKey(ORIGIN, key.public), NoteKey("w.example/one", seer.public, witness=True))
    (tmp_path / "keys").write_text("".join(f"{each.line}\n" for each in keys))
    return tmp_path


def verify(home: Path, capsys, *more: str) -> tuple[int, dict]:
    words = ["log", "verify", str(home / "log"), "--keys", str(home / "keys"), "--json"]
    code = run([*words, "--checkpoint", str(home / "kept"), *more])
    return code, json.loads(capsys.readouterr().out)


def test_a_log_elsewhere_is_walked_with_a_kept_checkpoint_and_no_database(elsewhere, capsys):
    code, told = verify(elsewhere, capsys, "--witnesses", "1")
    assert (code, told["holds"], told["held"]) == (0, True, SIZE)
    assert told["cosigned_by"] == ["w.example/one"]
    code, told = verify(elsewhere, capsys, "--witnesses", "2")
    assert (code, told["fault"]) == (1, "too-few-witnesses")
    bare = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tongban.site.cli", "log", "verify", str(elsewhere / "log"),
         "--keys", str(elsewhere / "keys")],
        env=bare | {"TONGBAN_DATA": str(elsewhere / "data"), "DATABASE_URL": ""},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, "600 leaves" in done.stdout) == (0, True), done.stderr
    assert not (elsewhere / "data" / "pg").exists()


@pytest.mark.parametrize(
    ("change", "fault", "leaf"),
    [
        (lambda e: [*e[:9], b"other", *e[10:]], "altered", 265),
        (lambda e: [*e[:9], *e[10:], b"x"], "dropped", 265),
        (lambda e: [*e[:9], e[10], e[9], *e[11:]], "reordered", 265),
        (lambda e: e[:-1], "missing", 256),
    ],
)
def test_each_fault_is_named_with_its_leaf(elsewhere, capsys, change, fault, leaf):
    entries = [b"leaf %d" % number for number in range(256, 512)]
    (elsewhere / "log" / entries_path(1)).write_bytes(bundle(change(entries)))
    code, told = verify(elsewhere, capsys)
    assert (code, told["fault"], told["leaf"]) == (1, fault, leaf)
    assert str(leaf) in told["message"]["zh-Hans"]
    assert verify(elsewhere, capsys, "--hashes-only")[0] == 0


def test_a_log_cut_short_forked_or_signed_by_another_is_no_longer_the_one_kept(elsewhere, capsys):
    stranger = generate_key(Algorithm.SM2)
    (elsewhere / "log" / "tile" / "1" / "000.p" / "2").unlink()
    assert verify(elsewhere, capsys)[1]["fault"] == "missing"
    fork = elsewhere / "fork"
    fork.mkdir()
    forged = TileLog(fork, suite("gm"), ORIGIN, stranger)
    forged.append([b"forged", *(b"leaf %d" % number for number in range(1, SIZE))])
    (elsewhere / "log").rename(elsewhere / "honest")
    fork.rename(elsewhere / "log")
    assert verify(elsewhere, capsys)[1]["fault"] == "other-log"
    kept = elsewhere / "kept"
    kept.write_text((elsewhere / "log" / "checkpoint").read_text())
    assert verify(elsewhere, capsys)[1]["fault"] == "not-signed"
    kept.write_text("junk")
    assert verify(elsewhere, capsys)[1]["fault"] == "unreadable"


def test_keys_that_came_with_the_log_are_named_as_such_and_missing_ones_are_told(elsewhere, capsys):
    assert run(["log", "verify", str(elsewhere / "log")]) == 3
    capsys.readouterr()
    (elsewhere / "log" / "keys").write_text((elsewhere / "keys").read_text())
    assert run(["log", "verify", str(elsewhere / "log")]) == 0
    assert "--keys" in capsys.readouterr().err


def test_a_log_on_the_web_is_walked_by_its_hashes_since_it_shows_no_entries(
    elsewhere, capsys, monkeypatch
):
    def shown(path: str) -> bytes:
        if path.startswith("tile/entries"):
            raise OSError("403")
        return (elsewhere / "log" / path).read_bytes()

    monkeypatch.setattr("tongban.site.commands.log.fetch_from", lambda _: shown)
    words = ["log", "verify", "https://log.example/log", "--keys", str(elsewhere / "keys")]
    assert run([*words, "--checkpoint", str(elsewhere / "kept"), "--witnesses", "1"]) == 0
    assert f"{SIZE} leaves by their hashes" in capsys.readouterr().out
