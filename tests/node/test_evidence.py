"""Evidence of a node: anchored, proven, cosigned; a failing disk or a fork closes it."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.node.apart import run_apart
from tongban_node.attack.processes import free_port
from tongban_node.config import ConfigWrong
from tongban_node.cosigning import Cosigning, KnownWitness, read_witnesses
from tongban_node.evidence import Evidence
from tongban_node.journal import EvidenceClosed, Journal
from tongban_node.serving import listen
from tongban_trust.signing import algorithm_of, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog.note import NoteKey, parse_checkpoint
from tongban_trust.tlog.store import LogBroken
from tongban_trust.tlog.witness import Watched, Witness
from tongban_trust.tlog.witness_wire import answer_to
from tongban_wire.evidence import (
    Followed,
    Leaf,
    LeafKind,
    PageFault,
    PageRefused,
    Side,
    follow,
    write_leaf,
)
from tongban_wire.leaves import Record

NAME, INTL = "register", suite("intl")
KEY = generate_key(algorithm_of("intl"))
NOTE_KEY = NoteKey(NAME, KEY.public)


def record(number: int) -> Record:
    leaf = Leaf(
        v=1, kind=LeafKind.REQUEST, suite="intl", side=Side.PROVIDER, node=NAME, peer="p",
        call=f"{number}", at_ms=number, resource="", grant="", item="", purpose="", article="",
        case="", token="", fields=(), questions=(), outcome=None, codes=(), digest="",
    )  # fmt: skip
    return Record(write_leaf(leaf), b"message")


def opened(folder: Path) -> Evidence:
    return Evidence(folder / "log", INTL, NAME, KEY, Journal(folder / "spool"))


@asynccontextmanager
async def running(folder: Path):
    evidence = opened(folder)
    task = asyncio.create_task(evidence.run(3_600_000))
    try:
        yield evidence
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        evidence.close()


def test_what_is_kept_is_anchored_followed_and_proven(tmp_path) -> None:
    async def body() -> None:
        async with running(tmp_path) as evidence:
            followed = Followed()
            for batch in ([0, 1, 2], [3], list(range(4, 300))):
                await evidence.keep([record(number) for number in batch])
                assert evidence.unanchored == len(batch)
                await evidence.anchor()
            assert evidence.size == 300
            assert evidence.page(300) is None
            while (page := evidence.page(followed.size, 70)) is not None:
                followed, leaves, _ = follow(followed, page, INTL, NOTE_KEY)
                assert leaves[-1].call == f"{followed.size - 1}"
            assert followed.size == 300
            for index in (0, 255, 256, 299):
                assert evidence.receipt(index, record(index).leaf).holds(INTL, NOTE_KEY)
                assert not evidence.receipt(index, record(1000).leaf).holds(INTL, NOTE_KEY)

    run_apart(body())


def test_what_a_crash_left_unanchored_is_anchored_at_the_next_start(tmp_path) -> None:
    async def body() -> None:
        async with running(tmp_path) as evidence:
            await evidence.keep([record(number) for number in range(5)])
            await evidence.anchor()
            await evidence.keep([record(number) for number in range(5, 9)])
            assert evidence.size == 5
        async with running(tmp_path) as evidence:
            assert evidence.size == 9
            assert evidence.receipt(8, record(8).leaf).holds(INTL, NOTE_KEY)

    run_apart(body())


def test_anchoring_while_one_is_under_way_anchors_nothing_twice(tmp_path) -> None:
    async def body() -> None:
        async with running(tmp_path) as evidence:
            await evidence.keep([record(number) for number in range(5)])
            await asyncio.gather(*(evidence.anchor() for _ in range(3)))
            assert (evidence.size, evidence.unanchored) == (5, 0)

    run_apart(body())


def test_a_log_without_its_spool_is_not_opened(tmp_path) -> None:
    async def body() -> None:
        async with running(tmp_path) as evidence:
            await evidence.keep([record(1)])
            await evidence.anchor()

    run_apart(body())
    shutil.rmtree(tmp_path / "spool")
    with pytest.raises(LogBroken, match="spool"):
        opened(tmp_path)


def test_while_leaves_cannot_be_anchored_nothing_is_kept(tmp_path) -> None:
    async def body() -> None:
        async with running(tmp_path) as evidence:
            await evidence.keep([record(0)])
            await evidence.anchor()
            await evidence.keep([record(1)])
            tiles = tmp_path / "log" / "tile"
            tiles.rename(tmp_path / "elsewhere")
            tiles.write_text("in the way")
            await evidence.anchor()
            assert "cannot be written" in evidence.closed
            with pytest.raises(EvidenceClosed):
                evidence.keep([record(2)])
            tiles.unlink()
            (tmp_path / "elsewhere").rename(tiles)
            await evidence.anchor()
            assert (evidence.closed, evidence.size) == ("", 2)
            await evidence.keep([record(2)])
            await evidence.anchor()
            assert evidence.receipt(2, record(2).leaf).holds(INTL, NOTE_KEY)

    run_apart(body())


@asynccontextmanager
async def witnesses(folder: Path, count: int):
    """Witnesses with keys of their own, listening."""
    known, runners = [], []
    for number in range(count):
        key, port = generate_key(algorithm_of("intl")), free_port()
        name = f"witness-{number}"
        witness = Witness(name, key, {NAME: Watched(NOTE_KEY, INTL)}, folder / f"{name}.json")

        async def answer(request: web.BaseRequest, witness: Witness = witness) -> web.Response:
            status, kind, said = answer_to(witness, await request.content.read(), 1_790_000_000)
            return web.Response(status=status, body=said, headers={"Content-Type": kind})

        runners.append(await listen(answer, "127.0.0.1", port))
        public = NoteKey(name, key.public, witness=True)
        known.append(KnownWitness(f"http://127.0.0.1:{port}", public))
    async with aiohttp.ClientSession() as http:
        yield known, http
    for runner in runners:
        await runner.cleanup()


def test_witnesses_cosign_what_extends_all_before_and_pages_carry_it(tmp_path) -> None:
    async def body() -> None:
        async with witnesses(tmp_path, 2) as (known, http), running(tmp_path) as evidence:
            away = KnownWitness(f"http://127.0.0.1:{free_port()}", known[0].key)
            cosigning = Cosigning([*known, away], evidence)
            for number in range(3):
                await evidence.keep([record(number)])
                await evidence.anchor()
                # A node that started anew asks without knowing what was cosigned.
                known[0].seen_size = 0
                await cosigning.ask_all(http, evidence.checkpoint)
            page = evidence.page(0)
            assert page is not None
            _, leaves, checkpoint = follow(Followed(), page, INTL, NOTE_KEY)
            assert len(leaves) == 3
            assert all(checkpoint.cosigned_at(each.key) == 1_790_000_000 for each in known)
            assert evidence.closed == ""

    run_apart(body())


def test_a_node_on_an_older_copy_is_stopped_by_its_witness(tmp_path) -> None:
    async def body() -> None:
        async with witnesses(tmp_path, 1) as (known, http):
            async with running(tmp_path / "a") as evidence:
                await evidence.keep([record(0)])
                await evidence.anchor()
            shutil.copytree(tmp_path / "a", tmp_path / "old")
            async with running(tmp_path / "a") as evidence:
                await evidence.keep([record(1)])
                await evidence.anchor()
                await Cosigning(known, evidence).ask_all(http, evidence.checkpoint)
                page = evidence.page(0)
            async with running(tmp_path / "old") as evidence:
                known[0].seen_size = 0
                await Cosigning(known, evidence).ask_all(http, evidence.checkpoint)
                assert "cosigned 2 leaves" in evidence.closed
                with pytest.raises(EvidenceClosed):
                    evidence.keep([record(2)])
            # Without a witness the platform sees the fork as well.
            async with running(tmp_path / "old") as evidence:
                for number in (7, 8):
                    await evidence.keep([record(number)])
                await evidence.anchor()
                followed, _, _ = follow(Followed(), page, INTL, NOTE_KEY)
                forked = evidence.page(followed.size)
                assert parse_checkpoint(forked.checkpoint).signed_by(NOTE_KEY)
                with pytest.raises(PageRefused) as refused:
                    follow(followed, forked, INTL, NOTE_KEY)
                assert refused.value.fault is PageFault.NOT_THIS_ROOT

    run_apart(body())


def test_a_witness_is_named_by_address_and_key(tmp_path) -> None:
    with pytest.raises(ConfigWrong):
        read_witnesses(("http://127.0.0.1:1 rubbish",))
