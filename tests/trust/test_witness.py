"""Witness processes over HTTP: they cosign growth, survive a kill, and refuse a fork."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog.note import (
    BadNote,
    Checkpoint,
    NoteKey,
    parse_key,
    parse_signatures,
)
from tongban_trust.tlog.store import TileLog
from tongban_trust.tlog.witness_wire import read_request, request_for

ORIGIN = "log.example/witnessed"
KEY = generate_key(Algorithm.SM2)


class Seer:
    """One witness process on a free port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "witness.toml").write_text(
            'name = "w.example/one"\nsuite = "gm"\nlisten = "127.0.0.1:0"\nkey = "k"\n'
            f'state = "seen.json"\nlogs = ["{NoteKey(ORIGIN, KEY.public).line}"]\n'
        )
        words = [sys.executable, "-m", "tongban.site.witnessing", str(folder / "witness.toml")]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        key, _, self.port = self.process.stdout.readline().partition(" on ")
        self.key = parse_key(key)

    def post(self, body: bytes, path: str = "/add-checkpoint") -> tuple[int, str, str]:
        wire = http.client.HTTPConnection("127.0.0.1", int(self.port), timeout=60)
        wire.request("POST", path, body)
        answer = wire.getresponse()
        told = answer.status, answer.read().decode(), answer.headers["Content-Type"]
        wire.close()
        return told

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def seer(tmp_path: Path) -> Iterator[Seer]:
    running = Seer(tmp_path / "one")
    yield running
    running.kill()


def a_log(folder: Path, *leaves: bytes) -> TileLog:
    folder.mkdir()
    log = TileLog(folder, suite("gm"), ORIGIN, KEY)
    log.append(leaves)
    return log


def shown(log: TileLog, old: int) -> bytes:
    return request_for(log.checkpoint, old, log.reader().consistency(old))


def cosigned(checkpoint: Checkpoint, answer: str, key: NoteKey) -> bool:
    return checkpoint.with_signatures(parse_signatures(answer)).cosigned_at(key) is not None


def test_it_cosigns_growth_remembers_over_a_kill_and_refuses_a_fork(seer, tmp_path):
    log = a_log(tmp_path / "log", b"a", b"b")
    status, answer, _ = seer.post(shown(log, 0))
    assert (status, cosigned(log.checkpoint, answer, seer.key)) == (200, True)
    seer.kill()
    again = Seer(seer.folder)
    try:
        assert again.key == seer.key
        grown = log.append([b"c"])
        status, answer, kind = again.post(request_for(grown, 0, ()))
        assert (status, answer, kind) == (409, "2\n", "text/x.tlog.size")
        fork = a_log(tmp_path / "fork", b"a", b"forged")
        assert again.post(shown(fork, 2))[:2] == (409, "2\n")
        fork.append([b"c"])
        assert again.post(shown(fork, 2))[0] == 422
        status, answer, _ = again.post(shown(log, 2))
        assert (status, cosigned(grown, answer, again.key)) == (200, True)
    finally:
        again.kill()


def test_what_is_no_request_is_refused_and_the_next_one_served(seer, tmp_path):
    log = a_log(tmp_path / "log", b"a")
    stranger = TileLog(tmp_path / "log", suite("gm"), ORIGIN, KEY).checkpoint
    other = request_for(
        Checkpoint("log.example/other", 1, stranger.root, stranger.signatures), 0, ()
    )
    unsigned = request_for(Checkpoint(ORIGIN, 2, stranger.root, stranger.signatures), 0, ())
    for body, status in (
        (b"", 400),
        (b"junk", 400),
        (b"\xff\xfe\n\n", 400),
        (b"old 00\n\n" + log.checkpoint.text.encode(), 400),
        (b"old 0\n" + b"YQ==\n" * 64 + b"\n" + log.checkpoint.text.encode(), 400),
        (request_for(log.checkpoint, 2, ()), 400),
        (request_for(log.checkpoint, 0, (b"x" * 32,)), 422),
        (other, 404),
        (unsigned, 403),
        (b"x" * 70_000, 413),
    ):
        assert seer.post(body)[0] == status, body[:40]
    assert seer.post(shown(log, 0), path="/")[0] == 404
    assert seer.post(shown(log, 0))[0] == 200


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_it_is_small_and_knows_no_django(seer):
    loaded = "import sys, tongban.site.witnessing; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)
    assert told.stdout.strip() == b"False"
    resident = Path(f"/proc/{seer.process.pid}/status").read_text().split("VmRSS:")[1].split()[0]
    assert int(resident) < 80_000  # kB
    os.kill(seer.process.pid, signal.SIGTERM)
    assert seer.process.wait(60) == 0


def test_a_key_is_handed_on_as_one_word_and_read_strictly():
    for algorithm in (Algorithm.SM2, Algorithm.ED25519):
        for witness in (False, True):
            key = NoteKey("w.example/x", generate_key(algorithm).public, witness)
            assert parse_key(key.line) == key
            for bad in (key.line[:-4], key.line + "A", key.line.replace("w.", "v.", 1), "", "a+b"):
                with pytest.raises(BadNote):
                    parse_key(bad)


def test_a_request_reads_back_as_it_was_written(tmp_path):
    log = a_log(tmp_path / "log", b"a", b"b", b"c")
    proof = log.reader().consistency(2)
    assert read_request(shown(log, 2)) == (2, proof, log.checkpoint.text)
