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
    """Proof that a leaf was written: its id and the hex digest of its bytes."""

    leaf_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class LeafView:
    """One leaf. ``sequence`` is None until it is placed in the chain; ``actor`` names no person."""

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
class ChainHead:
    """The chain's length and the hex digest of its last link."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Whether the chain holds; when not, the first place where it does not, in words.

    ``size`` leaves were checked and hold; ``unsequenced`` leaves wait for the sequencer.
    """

    holds: bool
    size: int
    digest: str
    unsequenced: int
    fault: str | None = None
    fault_sequence: int | None = None
    fault_leaf_id: str | None = None
    message: Text | None = None
