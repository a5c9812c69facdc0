"""What the ledger hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from tongban.kernel.text import Text


class Retention(Enum):
    """How long the personal values beside a leaf are kept 保存期限类别."""

    CASE_FILE = "case-file"  # with the case's archive 办件档案
    ACCESS_LOG = "access-log"  # who looked at what: at least six months (网络安全法 21)
    EMERGENCY = "emergency"  # gone when the emergency is over


@dataclass(frozen=True, slots=True)
class LeafReceipt:
    """Proof that a leaf was written: its id, the hex digest of its bytes, and by which suite."""

    leaf_id: str
    digest: str
    suite: str


@dataclass(frozen=True, slots=True)
class LeafView:
    """One leaf. ``sequence`` is None until it has its place; ``actor`` names no person."""

    leaf_id: str
    kind: str
    about: str
    at: datetime
    actor: str
    facts: Mapping[str, Any]
    digest: str
    sequence: int | None
    sealed_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogIdentity:
    """Who the evidence log is 存证日志: its origin, suite, and the keys to verify it with.

    ``key`` and ``witnesses`` are verifier keys as signed-note writes them (``name+hash+base64``,
    read by ``tongban_trust.tlog.note.parse_key``); ``witnesses_needed`` of them must cosign.
    """

    origin: str
    suite: str
    key: str
    witnesses: tuple[str, ...]
    witnesses_needed: int
    merge_delay_s: int


@dataclass(frozen=True, slots=True)
class LogCheckpoint:
    """The newest checkpoint 检查点 that is published: what the log commits to.

    ``root`` is hex; ``text`` is the signed note, empty before the first; ``cosigned_by`` names the
    known witnesses whose signatures hold, ``is_witnessed`` says whether they are enough.
    """

    origin: str
    size: int
    root: str
    text: str
    cosigned_by: tuple[str, ...]
    is_witnessed: bool


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That a leaf is in the log: its index from 0, hash, audit path, and the checkpoint's note.

    Verified by ``tongban_trust.tlog.tree.includes`` against the note's size and root.
    """

    leaf_id: str
    index: int
    leaf_hash: bytes
    path: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """Whether files and database are what the log signed; if not, the first fault, in words.

    ``size`` leaves were checked and hold; ``unsequenced`` leaves wait for the sequencer. Leaves
    are counted from 0.
    """

    holds: bool
    size: int
    root: str
    unsequenced: int
    fault: str | None = None
    fault_sequence: int | None = None
    fault_leaf_id: str | None = None
    message: Text | None = None


@dataclass(frozen=True, slots=True)
class KeyHealth:
    """How the custody of keys stands: where they are, what computes SM2, and what is wrong.

    ``demo_only`` names what is good enough for a demo and for nothing else; ``troubles`` are
    sentences for the operator.
    """

    place: str
    sm2_backend: str
    demo_only: tuple[str, ...]
    troubles: tuple[str, ...]
