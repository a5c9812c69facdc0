"""sequence_leaves: give committed leaves their place, write them into tiles, sign a checkpoint.

The database is the truth of the order: places are committed first, then the files catch up from
the rows, then the row remembers what was signed. A crash between any two of them is made good by
the next turn, because appending the same rows gives the same bytes and the same root.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from tongban.kernel.text import Text
from tongban.ledger.actions.open_evidence_log import open_evidence_log
from tongban.ledger.adapters.tile_files import own_checkpoint, writing
from tongban.ledger.models import EvidenceLog
from tongban.ledger.models import Leaf as LeafRow
from tongban.ledger.refusals import LogForked
from tongban_trust.suites import suite
from tongban_trust.tlog.layout import WIDTH
from tongban_trust.tlog.store import TileLog
from tongban_trust.tlog.tree import leaf_hash, root_over

_LOCK = 0x746F6E67_6C656467  # "tongledg": the advisory lock of the one sequencer
_BATCH = 2000
_PLACE = (
    "UPDATE ledger_leaf AS leaf SET sequence = placed.sequence"
    " FROM unnest(%s::bigint[], %s::bigint[]) AS placed (arrival, sequence)"
    " WHERE leaf.arrival = placed.arrival"
)


def sequence_leaves(now: datetime) -> int:  # noqa: ARG001  every action takes now
    """Place all leaves committed by now and sign them into the log; how many were placed.

    Only one sequencer works at a time: when another holds the lock this returns 0 at once. It sees
    committed leaves only, so an act that is rolled back leaves no gap. Call it outside any
    transaction (RuntimeError otherwise). Safe to repeat and to kill. Refuses, signing nothing:
    LogForked when the files hold what the database does not, LogUnusable, KeysUnusable.
    """
    with _alone() as alone:
        if not alone:
            return 0
        _refuse_older_database()
        placed = 0
        while batch := _place_one_batch():
            placed += batch
            _catch_up()
            if batch < _BATCH:
                break
        if not placed:
            _catch_up()
    return placed


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the sequencer's lock over several transactions; False when another has it."""
    # durable: inside a caller's transaction we would see and place leaves not yet committed.
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _refuse_older_database() -> None:
    log = EvidenceLog.objects.order_by("id").first()
    standing = own_checkpoint(log) if log else None
    if log and standing and standing.size > log.placed:
        raise LogForked(
            Text.of(
                f"日志已签发到第 {standing.size} 条，数据库只排到第 {log.placed} 条：数据库像是从"
                "较早的备份恢复的。",
                f"The log has signed {standing.size} leaves, the database has placed"
                f" {log.placed}: it looks restored from an older backup.",
            )
        )


def _place_one_batch() -> int:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        waiting = LeafRow.objects.filter(sequence__isnull=True).order_by("arrival")
        arrivals = list(waiting.values_list("arrival", flat=True)[:_BATCH])
        if not arrivals:
            return 0
        log = open_evidence_log()
        until = log.placed + len(arrivals)
        cursor.execute(_PLACE, [arrivals, list(range(log.placed, until))])
        EvidenceLog.objects.filter(id=log.id).update(placed=until)
        return len(arrivals)


def _catch_up() -> None:
    """Append what is placed and not in the files yet; remember what the checkpoint says."""
    log = EvidenceLog.objects.order_by("id").first()
    if log is None or log.size == log.placed:
        return
    with writing(log) as files:
        _refuse_other_story(log, files)
        while files.checkpoint.size < log.placed:
            size = files.checkpoint.size
            files.append(_contents(size, min(log.placed, size + _BATCH)))
        signed = files.checkpoint
    EvidenceLog.objects.filter(id=log.id).update(size=signed.size, root=signed.root)


def _contents(start: int, end: int) -> list[bytes]:
    """The leaves at ``[start, end)``, each at its place."""
    rows = LeafRow.objects.filter(sequence__gte=start, sequence__lt=end).order_by("sequence")
    found = list(rows.values_list("sequence", "content"))
    if len(found) < end - start:
        places = {place for place, _ in found}
        lost = next(place for place in range(start, end) if place not in places)
        raise LogForked(
            Text.of(
                f"数据库缺少序号 {lost} 的存证，它已排过序。",
                f"The database lacks leaf {lost}, which had its place.",
            )
        )
    return [bytes(content) for _, content in found]


def _refuse_other_story(log: EvidenceLog, files: TileLog) -> None:
    """Before signing more: the rows are the leaves that were signed before."""
    chosen, standing = suite(log.suite), files.checkpoint
    if standing.size < log.size:  # files lost or older: the rows must make the root once signed
        whole = _root_of_rows(log) == bytes(log.root or b"")
    elif standing.size:
        content = _contents(standing.size - 1, standing.size)[0]
        whole = files.reader().leaf(standing.size - 1) == leaf_hash(chosen, content)
    else:
        whole = True
    if not whole:
        raise LogForked(
            Text.of(
                "数据库中的存证与已签发的日志不一致。",
                "The leaves in the database are not those the log has signed.",
            )
        )


def _root_of_rows(log: EvidenceLog) -> bytes:
    chosen, roots = suite(log.suite), []
    for start in range(0, log.size, WIDTH):
        end = min(log.size, start + WIDTH)
        hashes = [leaf_hash(chosen, content) for content in _contents(start, end)]
        roots.append(root_over(chosen, hashes))
    return root_over(chosen, roots)
