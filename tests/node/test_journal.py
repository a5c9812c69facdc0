"""The spool: what was acknowledged stands after any crash; a failing disk acknowledges nothing."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.node.apart import run_apart
from tongban_node.journal import EvidenceClosed, Journal, framed, look_through
from tongban_wire.leaves import Record

RECORDS = st.lists(st.builds(Record, st.binary(max_size=40), st.binary(max_size=40)), max_size=12)


@asynccontextmanager
async def committing(journal: Journal):
    kept: list[bytes] = []
    task = asyncio.create_task(journal.run(kept.extend))
    try:
        yield kept
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        journal.close()


async def keep_all(journal: Journal, batches: list[list[Record]]) -> list[bytes]:
    async with committing(journal) as kept:
        await asyncio.gather(*(journal.append(batch) for batch in batches))
        return list(kept)


@settings(max_examples=30, deadline=None)
@given(st.lists(RECORDS, max_size=6), st.data())
def test_after_a_crash_every_acknowledged_record_stands(batches, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = run_apart(keep_all(Journal(folder), batches))
        records = [record for batch in batches for record in batch]
        assert kept == [record.leaf for record in records]
        # A crash leaves part of a record that nobody was told of.
        torn = framed(Record(b"leaf", b"message"))
        (segment,) = folder.glob("*.journal")
        with segment.open("ab") as file:
            file.write(torn[: data.draw(st.integers(0, len(torn) - 1))])
            # Behind it lie the zeros the next records would have been written over.
            file.write(bytes(data.draw(st.integers(0, 300))))
        again = Journal(folder)
        assert again.count == len(records)
        assert [record for _, record in again.read()] == records
        more = [[Record(b"new", b"new")]]
        run_apart(keep_all(again, more))
        last = Journal(folder)
        assert [record for _, record in last.read()] == [*records, *more[0]]
        last.close()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 80), st.integers(1, 5))
def test_a_full_disk_acknowledges_nothing_and_leaves_nothing_half(room: int, times: int) -> None:
    full = True

    def put(handle: int, data: bytes) -> int:
        if full:
            os.write(handle, data[:room])
            if room < len(data):
                raise OSError(errno.ENOSPC, "No space left on device")
            return len(data)
        return os.write(handle, data)

    record = Record(b"l" * 40, b"m" * 40)

    async def body(folder: Path) -> None:
        nonlocal full
        journal = Journal(folder, put=put)
        async with committing(journal) as kept:
            for _ in range(times):
                with pytest.raises(EvidenceClosed, match="No space left"):
                    await journal.append([record])
            assert kept == []
            full = False
            await journal.append([record])
            assert kept == [record.leaf]
            assert [each for _, each in journal.read()] == [record]

    with tempfile.TemporaryDirectory() as name:
        run_apart(body(Path(name)))
        again = Journal(Path(name))
        assert again.count == 1
        again.close()


def test_a_disk_that_fails_to_flush_is_not_written_again(tmp_path) -> None:
    def fail(_handle: int, _data: bytes) -> int:
        raise OSError(errno.EIO, "Input/output error")

    async def body() -> None:
        journal = Journal(tmp_path, put=fail)
        async with committing(journal):
            with pytest.raises(EvidenceClosed, match="Input/output"):
                await journal.append([Record(b"l", b"m")])
            with pytest.raises(EvidenceClosed, match="restart the node"):
                journal.append([Record(b"l", b"m")])

    run_apart(body())


def test_what_waits_shares_one_durable_write_and_each_write_is_durable(tmp_path) -> None:
    writes: list[int] = []

    def put(handle: int, data: bytes) -> int:
        # The handle itself makes each write durable before it returns.
        assert fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_DSYNC == os.O_DSYNC
        writes.append(len(data))
        return os.write(handle, data)

    record = Record(b"l" * 40, b"m" * 40)

    async def body() -> None:
        journal = Journal(tmp_path, put=put)
        async with committing(journal) as kept:
            await asyncio.gather(*(journal.append([record]) for _ in range(20)))
            assert writes == [20 * len(framed(record))]
            assert len(kept) == 20
            # What still waits when it is time to end is committed, too.
            last = journal.append([record])
        await last
        assert len(kept) == 21

    run_apart(body())


def test_a_disk_as_good_as_full_and_a_queue_that_is_full_close_it(tmp_path) -> None:
    async def body() -> None:
        journal = Journal(tmp_path, least_free_bytes=2**62, most_waiting=1)
        async with committing(journal):
            waiting = journal.append([Record(b"l", b"m")])
            with pytest.raises(EvidenceClosed, match="Too many"):
                journal.append([Record(b"l", b"m")])
            with pytest.raises(EvidenceClosed, match="as good as full"):
                await waiting

    run_apart(body())


def test_old_segments_go_when_all_in_them_is_anchored(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tongban_node.journal._SEGMENT_BYTES", 100)
    records = [Record(b"%d" % number, b"m" * 50) for number in range(6)]

    async def body() -> None:
        journal = Journal(tmp_path)
        async with committing(journal):
            for record in records:
                await journal.append([record])
            assert [each for _, each in journal.read(3)] == records[3:]
            journal.drop_before(4, 3600)
            assert len(list(journal.read())) == 6
            journal.drop_before(4, -1)
            assert [each for _, each in journal.read()] == records[4:]
            assert journal.count == 6

    run_apart(body())


def test_records_are_written_over_zeros_and_read_beside_the_writer(tmp_path) -> None:
    records = [Record(b"%d" % number, b"m" * 50) for number in range(3)]

    async def body() -> None:
        journal = Journal(tmp_path)
        async with committing(journal):
            sizes = set()
            for number, record in enumerate(records, 1):
                await journal.append([record])
                (segment,) = tmp_path.glob("*.journal")
                sizes.add(segment.stat().st_size)
                assert [each for _, each in look_through(tmp_path)] == records[:number]
            assert len(sizes) == 1
            # As a power cut leaves it: the zeros are still there.
            copy = tmp_path / "cut" / segment.name
            copy.parent.mkdir()
            copy.write_bytes(segment.read_bytes())
        again = Journal(copy.parent)
        assert [each for _, each in again.read()] == records
        again.close()
        assert (
            copy.stat().st_size
            == segment.stat().st_size
            == sum(len(framed(record)) for record in records)
        )

    run_apart(body())
