from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.layout import BadTile, bundle, entries_path, tile_path, unbundle
from tongban_trust.tlog.note import BadNote, Checkpoint, NoteKey, parse_checkpoint, sign
from tongban_trust.tlog.store import LogBroken, PlainDisk, TileLog, open_log, reader_of
from tongban_trust.tlog.walk import WalkFault, walk_log
from tongban_trust.tlog.witness import Watched, Witness, WitnessRefusal

ORIGIN = "log.shili.example/2026"
KEYS = {"gm": generate_key(Algorithm.SM2), "intl": generate_key(Algorithm.ED25519)}
both = pytest.mark.parametrize("name", ["gm", "intl"])


def entry(number: int) -> bytes:
    return b"leaf %d" % number


def entries(start: int, end: int) -> list[bytes]:
    return [entry(number) for number in range(start, end)]


def root(name: str, size: int) -> bytes:
    chosen = suite(name)
    return tree.root_over(chosen, [tree.leaf_hash(chosen, entry(i)) for i in range(size)])


def a_log(folder: Path, name: str = "gm", disk=None) -> TileLog:
    folder.mkdir(exist_ok=True)
    return TileLog(folder, suite(name), ORIGIN, KEYS[name], disk)


def fetch_from(folder: Path):
    return lambda place: (folder / place).read_bytes()


@both
def test_a_log_grows_by_batches_and_proves_every_leaf(name, tmp_path: Path):
    chosen, key = suite(name), NoteKey(ORIGIN, KEYS[name].public)
    log, size = a_log(tmp_path, name), 0
    for batch in (1, 2, 255, 256, 1, 700, 65_536 - 1215, 3):
        before = log.checkpoint
        after = log.append(entries(size, size + batch))
        size += batch
        assert (after.size, after.root) == (size, root(name, size))
        assert parse_checkpoint(after.text) == after
        assert after.signed_by(key)
        reader = log.reader()
        if before.size:
            path = reader.consistency(before.size)
            assert tree.extends(chosen, before.size, before.root, size, after.root, path)
        for index in {0, size // 2, size - 1, max(0, size - 257)}:
            leaf = tree.leaf_hash(chosen, entry(index))
            assert reader.leaf(index) == leaf
            assert tree.includes(chosen, leaf, index, size, reader.inclusion(index), after.root)
        log = a_log(tmp_path, name)  # as if started again
        assert log.checkpoint == after
    assert walk_log(chosen, log.checkpoint, fetch_from(tmp_path)).holds
    for dropped in ("tile/0/000.p", "tile/1/000.p", "tile/entries/000.p"):
        assert not (tmp_path / dropped).exists(), "partial tiles of whole ones are dropped"


def test_hashes_known_before_make_the_same_log_and_one_too_few_is_refused(tmp_path: Path):
    log = a_log(tmp_path)
    hashes = tree.leaf_hashes(suite("gm"), entries(0, 300))
    with pytest.raises(ValueError, match="Each entry has one hash"):
        log.append(entries(0, 300), hashes[:-1])
    assert log.checkpoint.size == 0
    assert log.append(entries(0, 300), hashes).root == root("gm", 300)
    assert a_log(tmp_path).checkpoint.size == 300


def test_paths_are_those_of_the_layout():
    assert tile_path(0, 0) == "tile/0/000"
    assert tile_path(1, 1_234_067, 5) == "tile/1/x001/x234/067.p/5"
    assert entries_path(999, 256) == "tile/entries/999"


def test_a_bundle_is_read_one_way_only():
    data = bundle([b"", b"abc"])
    assert data == b"\x00\x00\x00\x03abc"
    assert unbundle(data, 2) == (b"", b"abc")
    for cut, width in ((data[:-1], 2), (data + b"x", 2), (data, 3), (data, 1)):
        with pytest.raises(BadTile):
            unbundle(cut, width)
    with pytest.raises(BadTile):
        bundle([b"x" * 65_536])


class Cut(Exception):
    """The power went."""


class FailingDisk(PlainDisk):
    """Fails at write ``at``: nothing of it, a torn temporary file, or all but the name's fsync."""

    def __init__(self, at: int, how: str) -> None:
        self.at, self.how, self.count = at, how, 0

    def write(self, path: Path, data: bytes) -> None:
        self.count += 1
        if self.count == self.at:
            if self.how == "torn":
                path.with_name(path.name + ".new").write_bytes(data[: len(data) // 2])
            if self.how == "after":
                super().write(path, data)
            raise Cut
        super().write(path, data)


@pytest.mark.parametrize("how", ["before", "torn", "after"])
def test_whatever_write_is_the_last_the_log_comes_back_whole(how, tmp_path: Path):
    start, more, after = 250, 530, 40
    at = 0
    while True:
        at += 1
        folder = tmp_path / f"{how}{at}"
        a_log(folder).append(entries(0, start))
        failing = a_log(folder, disk=FailingDisk(at, how))
        try:
            failing.append(entries(start, start + more))
            break
        except Cut:
            pass
        again = a_log(folder)
        assert again.checkpoint.size in (start, start + more)
        done = again.checkpoint.size
        assert done == start or (how == "after" and (folder / "checkpoint").exists())
        grown = again.append(entries(done, done + after))
        assert grown.root == root("gm", done + after)
        assert walk_log(suite("gm"), grown, fetch_from(folder)).holds
        shutil.rmtree(folder)
    assert at > 8, "the batch wrote too few files to be worth cutting"


_GROW = """
import sys
from pathlib import Path
from tongban_trust.signing import Algorithm, SoftKey
from tongban_trust.suites import suite
from tongban_trust.tlog.store import open_log
folder, secret = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
with open_log(folder, suite("gm"), sys.argv[3], SoftKey(Algorithm.SM2, secret)) as log:
    while True:
        size = log.checkpoint.size
        log.append([b"leaf %d" % i for i in range(size, size + 97)])
        print(size + 97, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_had_answered_for(tmp_path: Path):
    dice = random.Random(7)
    promised = 0
    for _ in range(4):
        words = (str(tmp_path), KEYS["gm"].secret.hex(), ORIGIN)
        writer = subprocess.Popen([sys.executable, "-c", _GROW, *words], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        for _ in range(dice.randrange(3, 30)):
            promised = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        said = writer.stdout.read().split()
        promised = int(said[-1]) if said and said[-1].isdigit() else promised
        writer.wait()
        writer.stdout.close()
        log = a_log(tmp_path)
        assert log.checkpoint.size >= promised
        assert log.checkpoint.root == root("gm", log.checkpoint.size)


def test_two_writers_at_once_are_refused(tmp_path: Path):
    with open_log(tmp_path, suite("gm"), ORIGIN, KEYS["gm"]):
        other = open_log(tmp_path, suite("gm"), ORIGIN, KEYS["gm"])
        with pytest.raises(LogBroken, match="Another process"):
            other.__enter__()


def test_another_key_origin_or_a_changed_edge_is_not_this_log(tmp_path: Path):
    a_log(tmp_path).append(entries(0, 10))
    with pytest.raises(LogBroken, match="not signed"):
        TileLog(tmp_path, suite("gm"), ORIGIN, generate_key(Algorithm.SM2))
    with pytest.raises(LogBroken, match="not signed"):
        TileLog(tmp_path, suite("gm"), "elsewhere", KEYS["gm"])
    edge = tmp_path / tile_path(0, 0, 10)
    whole = edge.read_bytes()
    edge.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(LogBroken, match="root"):
        a_log(tmp_path)
    edge.write_bytes(whole[:-1])
    with pytest.raises(LogBroken, match="missing or cut"):
        a_log(tmp_path)
    edge.unlink()
    with pytest.raises(LogBroken, match="missing or cut"):
        a_log(tmp_path)


@both
def test_any_changed_byte_of_the_log_is_found(name, tmp_path: Path):
    chosen, log = suite(name), a_log(tmp_path, name)
    checkpoint = log.append(entries(0, 600))
    files = sorted(path for path in (tmp_path / "tile").rglob("*") if path.is_file())
    dice = random.Random(3)
    for path in files:
        whole = path.read_bytes()
        places = {0, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(12))}
        for place in places:
            changed = bytearray(whole)
            changed[place] ^= 1 << dice.randrange(8)
            path.write_bytes(changed)
            assert not walk_log(chosen, checkpoint, fetch_from(tmp_path)).holds, (path, place)
        path.write_bytes(whole)
    assert walk_log(chosen, checkpoint, fetch_from(tmp_path)).holds


def test_the_first_bad_leaf_is_named(tmp_path: Path):
    chosen = suite("gm")
    checkpoint = a_log(tmp_path).append(entries(0, 600))

    def verdict(kept: list[bytes]):
        (tmp_path / entries_path(1)).write_bytes(bundle(kept))
        found = walk_log(chosen, checkpoint, fetch_from(tmp_path))
        return found.fault, found.leaf

    kept = entries(256, 512)
    assert verdict([*kept[:9], b"another", *kept[10:]]) == (WalkFault.ALTERED, 265)
    assert verdict([*kept[:9], kept[10], kept[9], *kept[11:]]) == (WalkFault.REORDERED, 265)
    assert verdict([*kept[:9], *kept[10:], b"x"]) == (WalkFault.DROPPED, 265)
    assert verdict(kept[:-1]) == (WalkFault.MISSING, 256)
    assert verdict(kept) == (None, None)


def test_a_rewritten_log_is_another_log(tmp_path: Path):
    honest = a_log(tmp_path / "a").append(entries(0, 300))
    a_log(tmp_path / "b").append([b"forged", *entries(1, 300)])
    found = walk_log(suite("gm"), honest, fetch_from(tmp_path / "b"))
    assert found.fault is WalkFault.OTHER_LOG


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t.replace("\n\n", "\n"),
        lambda t: t + "\n",
        lambda t: t.replace("\n10\n", "\n010\n"),
        lambda t: t.replace("— ", "- "),
        lambda t: t.split("\n\n")[0] + "\n\n",
        lambda t: t.replace("=\n\n", "\n\n"),
        lambda t: "x" * 70_000,
        lambda t: "",
    ],
)
def test_a_checkpoint_is_read_one_way_only(spoil, tmp_path: Path):
    text = a_log(tmp_path).append(entries(0, 10)).text
    with pytest.raises(BadNote):
        parse_checkpoint(spoil(text))


def a_witness(folder: Path, name: str) -> Witness:
    watched = Watched(NoteKey(ORIGIN, KEYS[name].public), suite(name))
    return Witness("witness.example/w1", WITNESS[name], {ORIGIN: watched}, folder / "seen.json")


WITNESS = {"gm": generate_key(Algorithm.SM2), "intl": generate_key(Algorithm.ED25519)}


@both
def test_a_witness_cosigns_growth_and_refuses_a_fork_a_rollback_and_strangers(name, tmp_path: Path):
    log, fork = a_log(tmp_path / "a", name), a_log(tmp_path / "b", name)
    first = log.append(entries(0, 300))
    witness = a_witness(tmp_path, name)
    answer = witness.add_checkpoint(0, (), first.text, 1_800_000_000)
    assert answer.cosignature is not None
    key = NoteKey("witness.example/w1", WITNESS[name].public, witness=True)
    cosigned = parse_checkpoint(first.with_signatures([answer.cosignature]).text)
    assert cosigned.cosigned_at(key) == 1_800_000_000
    assert cosigned.signed_by(NoteKey(ORIGIN, KEYS[name].public))
    assert first.cosigned_at(key) is None

    second = log.append(entries(300, 700))
    proof = log.reader().consistency(300)
    witness = a_witness(tmp_path, name)  # started again: it remembers
    fork.append([b"forged", *entries(1, 300)])
    forked = fork.append(entries(300, 900))
    for old, steps, text, refusal in (
        (0, (), second.text, WitnessRefusal.NOT_WHAT_WAS_SEEN),
        (300, proof[:-1], second.text, WitnessRefusal.DOES_NOT_EXTEND),
        (300, fork.reader().consistency(300), forked.text, WitnessRefusal.DOES_NOT_EXTEND),
        (300, (), "junk", WitnessRefusal.MALFORMED),
        (300, (), second.text.replace(ORIGIN, "other"), WitnessRefusal.UNKNOWN_LOG),
        (300, proof, second.text.replace("\n700\n", "\n701\n"), WitnessRefusal.NOT_SIGNED),
    ):
        assert witness.add_checkpoint(old, steps, text, 1).refusal is refusal
    assert witness.add_checkpoint(300, proof, second.text, 2).cosignature is not None
    assert witness.add_checkpoint(300, (), first.text, 3).refusal is (
        WitnessRefusal.NOT_WHAT_WAS_SEEN
    )


def test_a_signature_is_for_one_text_and_one_role(tmp_path: Path):
    for name, key in KEYS.items():
        bare = Checkpoint(ORIGIN, 3, root(name, 3))
        signed = bare.with_signatures([sign(bare, ORIGIN, key)])
        assert signed.signed_by(NoteKey(ORIGIN, key.public))
        assert not signed.signed_by(NoteKey(ORIGIN, key.public, witness=True))
        other = Checkpoint(ORIGIN, 4, bare.root, signed.signatures)
        assert not other.signed_by(NoteKey(ORIGIN, key.public))


def test_a_reader_of_an_older_size_still_finds_its_tiles(tmp_path: Path):
    log = a_log(tmp_path)
    log.append(entries(0, 300))
    log.append(entries(300, 310))
    assert reader_of(tmp_path, suite("gm"), 300).root() == root("gm", 300)


def test_a_reader_whose_partial_tile_became_whole_meanwhile_reads_on(tmp_path: Path):
    log = a_log(tmp_path)
    log.append(entries(0, 300))
    before = reader_of(tmp_path, suite("gm"), 300)
    log.append(entries(300, 600))
    assert not (tmp_path / tile_path(0, 1, 44)).exists()
    assert before.root() == root("gm", 300)
    assert [entry for _, found in before.bundles() for entry in found] == entries(0, 300)


def test_no_tile_of_any_height_can_change_unseen(tmp_path: Path):
    chosen, log = suite("intl"), a_log(tmp_path, "intl")
    for start in (0, 33_000):
        checkpoint = log.append(entries(start, start + 33_000))
    for place in (tile_path(1, 0), tile_path(1, 1, 1), tile_path(2, 0, 1), tile_path(0, 255)):
        path = tmp_path / place
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        for with_entries in (True, False):
            found = walk_log(chosen, checkpoint, fetch_from(tmp_path), with_entries=with_entries)
            assert not found.holds, place
        path.write_bytes(whole)
    assert walk_log(chosen, checkpoint, fetch_from(tmp_path), with_entries=False).holds
