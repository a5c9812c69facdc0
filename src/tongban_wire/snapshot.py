"""The policy snapshot 策略快照: what the platform says a node may serve, signed and expiring.

A node takes a snapshot only when its sequence is higher than any it has seen, or the very same
again: an old policy cannot be played back, two policies with one number show that somebody forks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.numbered import (
    MOST_SKEW_MS,
    Seen,
    SnapshotFault,
    SnapshotRefused,
    digest_of,
    in_time,
    judge,
    no_way_back,
    open_signed,
)
from tongban_wire.plain import Id, Whole, encode
from tongban_wire.policy import Article, Grant, Node, OtherPlatform
from tongban_wire.statements import sign_statement

__all__ = [
    "MOST_SKEW_MS", "VERSION", "Heartbeat", "Seen", "Snapshot", "SnapshotFault", "SnapshotRefused",
    "digest_of", "sign_heartbeat", "sign_snapshot", "take_heartbeat", "take_snapshot",
]  # fmt: skip
VERSION = 1
MOST_BYTES = 256 * 1024 * 1024
MOST_GRANTS = 200_000
MOST_REVOKED = 200_000
MOST_HEARTBEAT_BYTES = 4096
_PURPOSE, _HEARTBEAT = "tongban.snapshot", "tongban.heartbeat"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One policy for one node. ``sequence`` only grows; ``revoked`` lists ids that no longer hold.

    ``revoked`` may name grants, keys (by key id), tokens, consents, mandates and closed cases; an
    id may leave the list when nothing that rests on it can still be valid. ``utc_offset_min`` is
    the jurisdiction's own time (480 for Asia/Shanghai), by which articles are in force.
    ``platforms`` are others whose nodes may ask under grants of this one.
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
    platforms: Annotated[tuple[OtherPlatform, ...], Meta(max_length=200)]


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
    found = open_signed(_PURPOSE, text, keys, Snapshot, MOST_BYTES)
    digest = digest_of(text)
    judge(found.node == node and found.v == VERSION, SnapshotFault.FOR_ANOTHER, "not for us")
    no_way_back(found.sequence, digest, seen)
    in_time(found.issued_at_ms, found.expires_at_ms, now_ms)
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
    found = open_signed(_HEARTBEAT, text, keys, Heartbeat, MOST_HEARTBEAT_BYTES)
    ours = found.node == node and found.v == VERSION and found.sequence <= seen.sequence
    judge(ours, SnapshotFault.FOR_ANOTHER, "about a snapshot that is not here")
    no_way_back(found.sequence, found.digest, seen)
    in_time(found.at_ms, found.expires_at_ms, now_ms)
    if found.at_ms < seen.fresh_at_ms:
        return seen
    return Seen(seen.sequence, seen.digest, found.at_ms, found.expires_at_ms)
