"""gather_cosignatures: show the newest checkpoint to the witnesses and publish what they sign."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

import structlog

from tongban.kernel.text import Text
from tongban.ledger.adapters import tile_files
from tongban.ledger.adapters.witness_calls import (
    KnownWitness,
    WitnessSawMore,
    WitnessSilent,
    ask,
    known_witnesses,
)
from tongban.ledger.models import EvidenceLog
from tongban.ledger.refusals import LogForked
from tongban_trust.tlog.note import Checkpoint, NoteSignature
from tongban_trust.tlog.reading import TileReader

_log = structlog.get_logger(__name__)
_seen: dict[tuple[str, str], int] = {}  # (origin, witness) → size; only saves a question


def gather_cosignatures(now: datetime) -> int:  # noqa: ARG001  every action takes now
    """Ask each known witness at the same time; how many cosigned the checkpoint now published.

    A witness that is away is waited for two seconds at most and then left out: the checkpoint is
    published with fewer cosignatures. Refuses with LogForked when a witness has seen a longer log
    or another of the same length, with LogUnusable when the files cannot be read.
    """
    log = EvidenceLog.objects.order_by("id").first()
    witnesses = known_witnesses()
    checkpoint = tile_files.own_checkpoint(log) if log else None
    if log is None or checkpoint is None or not witnesses:
        return 0
    standing = tile_files.witnessed_checkpoint(log)
    if standing and (standing.size, standing.root) == (checkpoint.size, checkpoint.root):
        checkpoint = standing
    missing = [each for each in witnesses if checkpoint.cosigned_at(each.key) is None]
    reader = tile_files.reading(log, checkpoint.size)
    with ThreadPoolExecutor(max(len(missing), 1)) as callers:
        answers = list(callers.map(partial(_ask, checkpoint, reader), missing))
    fresh = [each for each in answers if isinstance(each, NoteSignature)]
    if fresh or checkpoint is not standing:
        tile_files.keep_witnessed(log, checkpoint.with_signatures(fresh))
    _refuse_fork(answers)
    return len(witnesses) - len(missing) + len(fresh)


def _ask(
    checkpoint: Checkpoint, reader: TileReader, witness: KnownWitness
) -> NoteSignature | WitnessSawMore | None:
    place = (checkpoint.origin, witness.key.name)
    try:
        given = ask(witness, checkpoint, _seen.get(place, 0), reader.consistency)
    except WitnessSawMore as more:
        return more
    except WitnessSilent as silent:
        _log.warning("witness did not cosign", witness=witness.key.name, why=str(silent)[:200])
        return None
    _seen[place] = checkpoint.size
    return given


def _refuse_fork(answers: list[NoteSignature | WitnessSawMore | None]) -> None:
    for answer in answers:
        if isinstance(answer, WitnessSawMore):
            raise LogForked(
                Text.of(
                    f"见证方已签过 {answer.size} 条的日志，与现在的日志对不上。",
                    f"A witness has cosigned a log of {answer.size} leaves that this one does not"
                    " extend.",
                )
            )
