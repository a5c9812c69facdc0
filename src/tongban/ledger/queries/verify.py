"""Whether the log, its files and the database tell one story."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from tongban.kernel.text import Text
from tongban.ledger.adapters import tile_files
from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.models import EvidenceLog
from tongban.ledger.models import Leaf as LeafRow
from tongban.ledger.refusals import LogUnusable
from tongban.ledger.views import LogVerdict
from tongban_trust.suites import suite
from tongban_trust.tlog.layout import WIDTH
from tongban_trust.tlog.note import Checkpoint
from tongban_trust.tlog.tree import empty_root
from tongban_trust.tlog.walk import walk_log

_FAULTS = {
    "altered": ("被改动", "was altered"),
    "dropped": ("缺失", "is missing"),
    "reordered": ("不在原来的位置", "is not where it was"),
    "cut-short": ("及其后的部分被截断", "and what follows was cut off"),
    "added": ("不是由排序程序放入的", "was not put there by the sequencer"),
    "missing": ("的日志文件缺失或损坏", "cannot be read from the log's files"),
    "tiles-altered": ("起的哈希瓦片被改动", "begins a tile that was altered"),
    "other-log": ("：日志文件与检查点不符", ": the files are not those of the checkpoint"),
    "rolled-back": ("之后的检查点被替换为旧的", "is where an older checkpoint was put back"),
}


@dataclass(frozen=True, slots=True)
class _Fault:
    kind: str
    place: int
    leaf_id: str | None = None


def verify_log() -> LogVerdict:
    """Walk every leaf of the log, in its files and in the database, and name the first fault.

    Files: entries, tiles, root, signature. Database: each row is the entry at its place and its
    columns say what its bytes say. Reads in chunks, so any length fits in memory; leaves sequenced
    meanwhile are left for the next time.
    """
    log = EvidenceLog.objects.order_by("id").first()
    held, root, fault = _check(log)
    return LogVerdict(
        holds=fault is None,
        size=held,
        root=root.hex(),
        unsequenced=LeafRow.objects.filter(sequence__isnull=True).count(),
        fault=fault.kind if fault else None,
        fault_sequence=fault.place if fault else None,
        fault_leaf_id=fault.leaf_id if fault else None,
        message=_sentence(fault) if fault else None,
    )


def _check(log: EvidenceLog | None) -> tuple[int, bytes, _Fault | None]:
    if log is None:
        stray = _stray()
        return 0, empty_root(suite_in_force()), stray
    chosen = suite(log.suite)
    try:
        checkpoint = tile_files.own_checkpoint(log)
    except LogUnusable:
        return 0, b"", _Fault("missing", 0)
    if checkpoint is None:
        fault = _Fault("missing", 0) if log.size else _stray()
        return 0, empty_root(chosen), fault
    fetch = tile_files.reading(log, checkpoint.size).fetch
    walked = walk_log(chosen, checkpoint, fetch)
    if walked.fault is not None:
        place = walked.leaf or 0
        return walked.size, walked.root, _Fault(walked.fault.value, place, _leaf_at(place))
    if checkpoint.size < log.size:
        return checkpoint.size, checkpoint.root, _Fault("rolled-back", checkpoint.size)
    held, fault = _compare_rows(log, checkpoint)
    if fault is None and checkpoint.size == log.size and checkpoint.root != bytes(log.root or b""):
        fault = _Fault("other-log", 0)
    return held, checkpoint.root, fault or _stray()


def _compare_rows(log: EvidenceLog, checkpoint: Checkpoint) -> tuple[int, _Fault | None]:
    """Each row against the entry at its place; how many were alike."""
    rows = LeafRow.objects.filter(sequence__lt=checkpoint.size).order_by("sequence")
    walking = rows.iterator(chunk_size=WIDTH * 16)
    held = 0
    for start, entries in tile_files.reading(log, checkpoint.size).bundles():
        for place, entry in enumerate(entries, start):
            row = next(walking, None)
            if row is None:
                return held, _Fault("cut-short", place)
            fault = _compare(row, place, entry, entries)
            if fault is not None:
                return held, fault
            held += 1
    return held, None


def _compare(row: LeafRow, place: int, entry: bytes, near: Sequence[bytes]) -> _Fault | None:
    if row.sequence != place:
        return _Fault("dropped", place)
    content = bytes(row.content)
    if content != entry and content in near and _columns_agree(row):
        return _Fault("reordered", place, row.leaf_id)
    if content != entry or not _columns_agree(row):
        return _Fault("altered", place, row.leaf_id)
    return None


def _stray() -> _Fault | None:
    """A row past what the sequencer placed. One statement sees the row and the log, or neither."""
    placed = Coalesce(Subquery(EvidenceLog.objects.order_by("id").values("placed")[:1]), 0)
    row = LeafRow.objects.filter(sequence__gte=placed).order_by("sequence").first()
    return None if row is None else _Fault("added", row.sequence or 0, row.leaf_id)


def _columns_agree(row: LeafRow) -> bool:
    try:
        said = json.loads(bytes(row.content))
        stated = (said["id"], said["kind"], said["about"], said["actor"], said["suite"])
        moment = datetime.fromisoformat(said["at"])
    except (ValueError, KeyError, TypeError):
        return False
    return (*stated, moment) == (row.leaf_id, row.kind, row.about, row.actor, row.suite, row.at)


def _leaf_at(place: int) -> str | None:
    rows = LeafRow.objects.filter(sequence=place).order_by("sequence")
    return rows.values_list("leaf_id", flat=True).first()


def _sentence(fault: _Fault) -> Text:
    zh, en = _FAULTS[fault.kind]
    named_zh = f"（{fault.leaf_id}）" if fault.leaf_id else ""
    named_en = f" ({fault.leaf_id})" if fault.leaf_id else ""
    return Text.of(
        f"序号 {fault.place} 的存证{named_zh}{zh}。", f"Leaf {fault.place}{named_en} {en}."
    )
