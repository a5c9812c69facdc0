"""Where the evidence log lies: ``DATA_DIR/log/<name>``, one directory a log.

The name is the end of the log's origin, which is fresh for each database: an emptied database
starts another log and never overwrites the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tongban.ledger.adapters.log_key import log_key
from tongban.ledger.models import EvidenceLog
from tongban.ledger.refusals import LogUnusable
from tongban_trust.suites import suite
from tongban_trust.tlog.layout import BadTile
from tongban_trust.tlog.note import Checkpoint, NoteKey, parse_checkpoint
from tongban_trust.tlog.reading import TileReader
from tongban_trust.tlog.store import CHECKPOINT, LogBroken, PlainDisk, TileLog, open_log, reader_of

WITNESSED = "checkpoint.witnessed"
_TILE = re.compile(r"tile/(\d{1,2}|entries)/(x\d{3}/){0,4}\d{3}(\.p/\d{1,3})?", re.ASCII)


def folder_of(log: EvidenceLog) -> Path:
    """The directory of the log's files."""
    return Path(settings.DATA_DIR) / "log" / log.origin.rpartition("/")[2]


def key_of(log: EvidenceLog) -> NoteKey:
    """The name and public key that checkpoints of this log are verified with."""
    return NoteKey(log.origin, log_key(log.suite).public)


@contextmanager
def writing(log: EvidenceLog) -> Iterator[TileLog]:
    """The one writer of the files. Refuses: LogUnusable (damaged, full, open elsewhere)."""
    chosen = suite(log.suite)
    try:
        with open_log(folder_of(log), chosen, log.origin, log_key(log.suite)) as files:
            yield files
    except (LogBroken, BadTile, OSError) as error:
        raise LogUnusable(str(error)) from error


def reading(log: EvidenceLog, size: int) -> TileReader:
    """The first ``size`` leaves as the files tell them; what is missing raises OSError."""
    return reader_of(folder_of(log), suite(log.suite), size)


def own_checkpoint(log: EvidenceLog) -> Checkpoint | None:
    """The newest checkpoint the log signed, None before the first. Refuses: LogUnusable."""
    return _checkpoint(log, CHECKPOINT)


def witnessed_checkpoint(log: EvidenceLog) -> Checkpoint | None:
    """The newest that was shown to the witnesses, with what they signed. Refuses: LogUnusable."""
    return _checkpoint(log, WITNESSED)


def keep_witnessed(log: EvidenceLog, checkpoint: Checkpoint) -> None:
    """Put it in place, durable."""
    disk, folder = PlainDisk(), folder_of(log)
    disk.write(folder / WITNESSED, checkpoint.text.encode())
    disk.flush([folder])


def tile_bytes(log: EvidenceLog, place: str) -> bytes | None:
    """The bytes of a tile or bundle by its path in the layout; None for any other path."""
    if not _TILE.fullmatch(place):
        return None
    try:
        return (folder_of(log) / place).read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _checkpoint(log: EvidenceLog, name: str) -> Checkpoint | None:
    try:
        found = parse_checkpoint((folder_of(log) / name).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        raise LogUnusable(str(error)) from error
    if found.origin != log.origin or not found.signed_by(key_of(log)):
        raise LogUnusable("the checkpoint is not signed by this log's key under its name")
    return found
