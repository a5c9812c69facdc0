"""Signed texts with a number that only grows: what every snapshot has in common.

Whoever takes one remembers what was ``Seen``: an old text cannot be played back, and two texts with
one number show that somebody forks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from tongban_trust.signing import PublicKey
from tongban_wire.plain import Malformed, decode_kept
from tongban_wire.statements import NotSigned, open_statement

MOST_SKEW_MS = 30_000
T = TypeVar("T")


class SnapshotFault(Enum):
    """Why a snapshot or heartbeat is not taken."""

    NOT_SIGNED = "snapshot.not_signed"
    MALFORMED = "snapshot.malformed"
    FOR_ANOTHER = "snapshot.for_another_node"
    ROLLED_BACK = "snapshot.rolled_back"
    FORKED = "snapshot.forked"
    EXPIRED = "snapshot.expired"
    FROM_THE_FUTURE = "snapshot.from_the_future"
    INCOMPLETE = "snapshot.incomplete"


class SnapshotRefused(ValueError):
    """The snapshot or heartbeat is not taken; what stood before stands on. ``fault`` says why."""

    def __init__(self, fault: SnapshotFault, told: str) -> None:
        super().__init__(told)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Seen:
    """What a node has taken, kept on disk: it must never go back. Nothing seen: sequence 0."""

    sequence: int = 0
    digest: str = ""
    fresh_at_ms: int = 0
    expires_at_ms: int = 0


def digest_of(text: str) -> str:
    """SHA-256 over a snapshot's signed text, in hex: its name in heartbeats."""
    return hashlib.sha256(text.encode()).hexdigest()


def open_signed(
    purpose: str, text: str, keys: Mapping[str, PublicKey], kind: type[T], most: int
) -> T:
    """What is signed for this purpose by one of ``keys``; SnapshotRefused otherwise."""
    if len(text) > 2 * most:
        raise SnapshotRefused(SnapshotFault.MALFORMED, "The text is too long")
    try:
        return decode_kept(kind, open_statement(purpose, text, keys), most)
    except NotSigned as error:
        raise SnapshotRefused(SnapshotFault.NOT_SIGNED, str(error)) from error
    except Malformed as error:
        raise SnapshotRefused(SnapshotFault.MALFORMED, str(error)) from error


def no_way_back(sequence: int, digest: str, seen: Seen) -> None:
    """Refuse an older number, and one number with two contents."""
    judge(
        sequence >= seen.sequence,
        SnapshotFault.ROLLED_BACK,
        f"sequence {sequence} is older than {seen.sequence}, which was seen",
    )
    judge(
        sequence > seen.sequence or digest == seen.digest,
        SnapshotFault.FORKED,
        f"sequence {sequence} was seen with another content",
    )


def in_time(issued_at_ms: int, expires_at_ms: int, now_ms: int) -> None:
    """Refuse what is over, and what an issuer with a clock ahead of ours dated."""
    judge(now_ms < expires_at_ms, SnapshotFault.EXPIRED, "its time is over")
    early = issued_at_ms - now_ms > MOST_SKEW_MS
    judge(not early, SnapshotFault.FROM_THE_FUTURE, "its issuer's clock is ahead of ours")


def judge(good: bool, fault: SnapshotFault, why: str) -> None:
    """Refuse unless ``good``."""
    if not good:
        raise SnapshotRefused(fault, f"The snapshot is refused: {why}")
