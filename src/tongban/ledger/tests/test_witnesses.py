"""The log shows its checkpoints to witnesses; the platform goes on when one is away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tongban.ledger.actions import gather_cosignatures as gathering
from tongban.ledger.adapters import tile_files, witness_calls
from tongban.ledger.adapters.log_key import log_key
from tongban.ledger.api import (
    LogForked,
    WitnessesMisnamed,
    gather_cosignatures,
    inclusion_proof,
    latest_checkpoint,
    log_identity,
    sequence_leaves,
)
from tongban.ledger.models import EvidenceLog
from tongban.ledger.tests.factories import NOW, SYSTEM, write_leaf
from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog.note import NoteKey, parse_key
from tongban_trust.tlog.store import TileLog
from tongban_trust.tlog.witness import Watched, Witness
from tongban_trust.tlog.witness_wire import answer_to

pytestmark = pytest.mark.django_db


class Seer:
    """A witness on a port of its own, in this process; ``mood`` may make it misbehave."""

    def __init__(self, folder: Path, name: str, log: NoteKey) -> None:
        key = generate_key(Algorithm.SM2)
        watched = {log.name: Watched(log, suite("gm"))}
        self.key = NoteKey(name, key.public, witness=True)
        self.witness = Witness(name, key, watched, folder / f"{name[-3:]}.json")
        self.asked = 0
        self.mood = ""
        seer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                seer.asked += 1
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, _, answer = answer_to(seer.witness, body, 1_800_000_000)
                self.send_response(500 if seer.mood == "broken" else status)
                self.end_headers()
                self.wfile.write(b"junk" if seer.mood == "junk" else answer)

            def log_message(self, *_said: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    @property
    def pair(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]} {self.key.line}"

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def seers(tmp_path: Path, settings, monkeypatch) -> Iterator[tuple[Seer, Seer]]:
    monkeypatch.setattr(witness_calls, "_TIMEOUT_S", 60.0)
    log = parse_key(log_identity().key)
    pair = (Seer(tmp_path, "w.example/one", log), Seer(tmp_path, "w.example/two", log))
    settings.LOG_WITNESSES = ",".join(each.pair for each in pair)
    settings.LOG_WITNESSES_NEEDED = 2
    gathering._seen.clear()
    yield pair
    for each in pair:
        if each.thread.is_alive():
            each.stop()


def grow(number: int = 1) -> str:
    for _ in range(number):
        receipt = write_leaf()
    sequence_leaves(NOW)
    return receipt.leaf_id


def test_both_cosign_and_are_asked_once_a_checkpoint(seers):
    leaf = grow(3)
    assert gather_cosignatures(NOW) == 2
    now = latest_checkpoint()
    assert (now.size, now.is_witnessed) == (3, True)
    assert now.cosigned_by == ("w.example/one", "w.example/two")
    assert gather_cosignatures(NOW) == 2
    assert [each.asked for each in seers] == [1, 1]
    grow(2)
    assert latest_checkpoint().size == 3, "published is what the witnesses saw"
    assert inclusion_proof(SYSTEM, leaf).index == 2
    assert gather_cosignatures(NOW) == 2
    assert latest_checkpoint().size == 5
    assert [each.asked for each in seers] == [2, 2]


def test_a_restarted_log_learns_what_the_witness_has_seen(seers):
    grow(3)
    gather_cosignatures(NOW)
    gathering._seen.clear()
    grow(4)
    assert gather_cosignatures(NOW) == 2
    assert [each.asked for each in seers] == [3, 3]


@pytest.mark.parametrize("mood", ["away", "broken", "junk"])
def test_the_platform_goes_on_without_a_witness_and_takes_it_back(seers, mood):
    grow()
    if mood == "away":
        seers[1].stop()
    seers[1].mood = mood
    assert gather_cosignatures(NOW) == 1
    now = latest_checkpoint()
    assert (now.size, now.cosigned_by, now.is_witnessed) == (1, ("w.example/one",), False)
    if mood != "away":
        seers[1].mood = ""
        assert gather_cosignatures(NOW) == 2
        assert latest_checkpoint().is_witnessed
        assert seers[0].asked == 1


def test_a_log_rewritten_behind_the_witness_is_refused_in_words(seers, tmp_path):
    grow(3)
    gather_cosignatures(NOW)
    log = EvidenceLog.objects.get(id=1)
    folder = tile_files.folder_of(log)
    folder.rename(tmp_path / "old")
    folder.mkdir()
    forged = TileLog(folder, suite("gm"), log.origin, log_key("gm"))
    for leaves in ((b"forged",), (b"two", b"three"), (b"four",)):
        forged.append(leaves)
        with pytest.raises(LogForked):
            gather_cosignatures(NOW)
    assert latest_checkpoint().cosigned_by == ()


def test_without_witnesses_nobody_is_asked():
    grow()
    assert gather_cosignatures(NOW) == 0
    assert latest_checkpoint().cosigned_by == ()


@pytest.mark.parametrize(
    "text", ["http://w.example", "ftp://w.example k", "http://w.example a+b+c"]
)
def test_a_wrong_list_of_witnesses_is_told_in_words(text, settings):
    settings.LOG_WITNESSES = text
    with pytest.raises(WitnessesMisnamed):
        log_identity()
