"""A witness 见证方: cosigns a checkpoint only when it extends everything it has cosigned before.

Rules of C2SP tlog-witness: the caller says how long the log was when last cosigned, shows that the
new checkpoint extends it, and is refused when that is not so. What was seen is durable before the
cosignature leaves the house.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tongban_trust.signing import SigningKey
from tongban_trust.suites import Suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import (
    BadNote,
    Checkpoint,
    NoteKey,
    NoteSignature,
    cosign,
    parse_checkpoint,
)
from tongban_trust.whole_file import write_whole


class WitnessRefusal(Enum):
    """Why a witness does not cosign, with the HTTP status of tlog-witness."""

    MALFORMED = 400
    NOT_SIGNED = 403
    UNKNOWN_LOG = 404
    NOT_WHAT_WAS_SEEN = 409
    DOES_NOT_EXTEND = 422


@dataclass(frozen=True, slots=True)
class Answer:
    """A cosignature, or the refusal with the size the witness has cosigned."""

    cosignature: NoteSignature | None
    refusal: WitnessRefusal | None = None
    seen_size: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """A log a witness watches: its key and the suite its tree is made with."""

    key: NoteKey
    suite: Suite


class Witness:
    """One witness with its own key and a file of what it has seen."""

    def __init__(
        self, name: str, key: SigningKey, logs: Mapping[str, Watched], state: Path
    ) -> None:
        """``logs`` by origin. ValueError when the state file cannot be read: do not guess."""
        self._name, self._key, self._logs, self._state = name, key, dict(logs), state
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[int, bytes]] = {}
        if state.exists():
            stored = json.loads(state.read_text("utf-8"))
            self._seen = {
                origin: (size, bytes.fromhex(root)) for origin, (size, root) in stored.items()
            }

    def add_checkpoint(self, old_size: int, proof: Sequence[bytes], text: str, now: int) -> Answer:
        """Cosign the checkpoint in ``text`` at ``now`` (Unix s), or refuse; never raises on it."""
        try:
            checkpoint = parse_checkpoint(text)
        except BadNote:
            return Answer(None, WitnessRefusal.MALFORMED)
        log = self._logs.get(checkpoint.origin)
        if log is None:
            return Answer(None, WitnessRefusal.UNKNOWN_LOG)
        if not checkpoint.signed_by(log.key):
            return Answer(None, WitnessRefusal.NOT_SIGNED)
        with self._lock:
            return self._judge(log, old_size, proof, checkpoint, now)

    def _judge(
        self, log: Watched, old_size: int, proof: Sequence[bytes], new: Checkpoint, now: int
    ) -> Answer:
        size, root = self._seen.get(new.origin, (0, tree.empty_root(log.suite)))
        if old_size > new.size:
            return Answer(None, WitnessRefusal.MALFORMED, size)
        if old_size != size or (new.size == size and size and new.root != root):
            return Answer(None, WitnessRefusal.NOT_WHAT_WAS_SEEN, size)
        first_sight = size == 0 and not proof
        if not first_sight and not tree.extends(log.suite, size, root, new.size, new.root, proof):
            return Answer(None, WitnessRefusal.DOES_NOT_EXTEND, size)
        self._remember(new)
        return Answer(cosign(new, self._name, self._key, now), None, new.size)

    def _remember(self, checkpoint: Checkpoint) -> None:
        seen = self._seen | {checkpoint.origin: (checkpoint.size, checkpoint.root)}
        stored = {origin: [size, root.hex()] for origin, (size, root) in sorted(seen.items())}
        write_whole(self._state, json.dumps(stored).encode())
        self._seen = seen
