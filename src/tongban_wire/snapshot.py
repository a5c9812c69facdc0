"""The policy snapshot 策略快照: what the platform says a node may serve, signed and expiring.

A node takes a snapshot only when its sequence is higher than any it has seen, or the very same
again: an old policy cannot be played back, two policies with one number show that somebody forks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, TypeVar

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.plain import Id, Malformed, Whole, decode, encode
from tongban_wire.policy import Article, Grant, Node
from tongban_wire.statements import NotSigned, open_statement, sign_statement

VERSION = 1
MOST_BYTES = 256 * 1024 * 1024
MOST_GRANTS = 200_000
MOST_REVOKED = 200_000
MOST_HEARTBEAT_BYTES = 4096
MOST_SKEW_MS = 30_000
Policy = TypeVar("Policy", "Snapshot", "Heartbeat")
_PURPOSE, _HEARTBEAT = "tongban.snapshot", "tongban.heartbeat"


class SnapshotFault(Enum):
    """Why a snapshot or heartbeat is not taken."""

    NOT_SIGNED = "snapshot.not_signed"
    MALFORMED = "snapshot.malformed"
    FOR_ANOTHER = "snapshot.for_another_node"
    ROLLED_BACK = "snapshot.rolled_back"
    FORKED = "snapshot.forked"
    EXPIRED = "snapshot.expired"
    FROM_THE_FUTURE = "snapshot.from_the_future"


class SnapshotRefused(ValueError):
    """The snapshot or heartbeat is not taken; what stood before stands on. ``fault`` says why."""

    def __init__(self, fault: SnapshotFault, told: str) -> None:
        super().__init__(told)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One policy for one node. ``sequence`` only grows; ``revoked`` lists ids that no longer hold.

    ``revoked`` may name grants, keys (by key id), tokens, consents, mandates and closed cases; an
    id may leave the list when nothing that rests on it can still be valid. ``utc_offset_min`` is
    the jurisdiction's own time (480 for Asia/Shanghai), by which articles are in force.
    """

    v: Whole
    issuer: Id
    node: Id
    sequence: Whole
    issued_at_ms: Whole
    expires_at_ms: Whole
    utc_offset_min: Whole
    nodes: Annotated[tuple[Node, ...], Meta(max_length=20_000)]
    articles: Annotated[tuple[Article, ...], Meta(max_length=50_000)]
    grants: Annotated[tuple[Grant, ...], Meta(max_length=MOST_GRANTS)]
    revoked: Annotated[tuple[Id, ...], Meta(max_length=MOST_REVOKED)]


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The platform's word that a snapshot still stands: ``digest`` of its text, good until then."""

    v: Whole
    issuer: Id
    node: Id
    sequence: Whole
    digest: Id
    at_ms: Whole
    expires_at_ms: Whole


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


def sign_snapshot(snapshot: Snapshot, key: SigningKey) -> str:
    """The signed text, as nodes fetch it."""
    return sign_statement(_PURPOSE, encode(snapshot), key)


def sign_heartbeat(heartbeat: Heartbeat, key: SigningKey) -> str:
    """The signed text, as nodes fetch it."""
    return sign_statement(_HEARTBEAT, encode(heartbeat), key)


def take_snapshot(
    text: str, keys: Mapping[str, PublicKey], node: str, seen: Seen, now_ms: int
) -> tuple[Snapshot, Seen]:
    """The snapshot for ``node`` and what has been seen with it. SnapshotRefused names the fault.

    ``keys`` are the platform's, by key id. The same text again is taken again.
    """
    found = _open(_PURPOSE, text, keys, Snapshot, MOST_BYTES)
    digest = digest_of(text)
    _judge(found.node == node and found.v == VERSION, SnapshotFault.FOR_ANOTHER, "not for us")
    _no_way_back(found.sequence, digest, seen)
    _in_time(found.issued_at_ms, found.expires_at_ms, now_ms)
    if found.sequence == seen.sequence:
        fresh = max(seen.fresh_at_ms, found.issued_at_ms)
        return found, Seen(
            found.sequence, digest, fresh, max(seen.expires_at_ms, found.expires_at_ms)
        )
    return found, Seen(found.sequence, digest, found.issued_at_ms, found.expires_at_ms)


def take_heartbeat(
    text: str, keys: Mapping[str, PublicKey], node: str, seen: Seen, now_ms: int
) -> Seen:
    """What has been seen with this heartbeat: the snapshot stands, as of a later moment.

    SnapshotRefused names the fault; a heartbeat for a snapshot the node has not is refused as
    ROLLED_BACK or FORKED, and one with a higher sequence as FOR_ANOTHER: fetch the snapshot.
    """
    found = _open(_HEARTBEAT, text, keys, Heartbeat, MOST_HEARTBEAT_BYTES)
    ours = found.node == node and found.v == VERSION and found.sequence <= seen.sequence
    _judge(ours, SnapshotFault.FOR_ANOTHER, "about a snapshot that is not here")
    _no_way_back(found.sequence, found.digest, seen)
    _in_time(found.at_ms, found.expires_at_ms, now_ms)
    if found.at_ms < seen.fresh_at_ms:
        return seen
    return Seen(seen.sequence, seen.digest, found.at_ms, found.expires_at_ms)


def _open(
    purpose: str, text: str, keys: Mapping[str, PublicKey], kind: type[Policy], most: int
) -> Policy:
    if len(text) > 2 * most:
        raise SnapshotRefused(SnapshotFault.MALFORMED, "The text is too long")
    try:
        return decode(kind, open_statement(purpose, text, keys), most)
    except NotSigned as error:
        raise SnapshotRefused(SnapshotFault.NOT_SIGNED, str(error)) from error
    except Malformed as error:
        raise SnapshotRefused(SnapshotFault.MALFORMED, str(error)) from error


def _no_way_back(sequence: int, digest: str, seen: Seen) -> None:
    _judge(
        sequence >= seen.sequence,
        SnapshotFault.ROLLED_BACK,
        f"sequence {sequence} is older than {seen.sequence}, which was seen",
    )
    _judge(
        sequence > seen.sequence or digest == seen.digest,
        SnapshotFault.FORKED,
        f"sequence {sequence} was seen with another content",
    )


def _in_time(issued_at_ms: int, expires_at_ms: int, now_ms: int) -> None:
    _judge(now_ms < expires_at_ms, SnapshotFault.EXPIRED, "its time is over")
    early = issued_at_ms - now_ms > MOST_SKEW_MS
    _judge(not early, SnapshotFault.FROM_THE_FUTURE, "its issuer's clock is ahead of ours")


def _judge(good: bool, fault: SnapshotFault, why: str) -> None:
    if not good:
        raise SnapshotRefused(fault, f"The snapshot is refused: {why}")
