"""The federation snapshot 联通快照: what a platform tells others of itself and of its members.

A member tells its own share: items that people elsewhere may apply for, and its trust bundle. A hub
tells its own and its members' shares. Taken like a policy: numbered, expiring, never back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.numbered import (
    Seen,
    SnapshotFault,
    digest_of,
    in_time,
    judge,
    no_way_back,
    open_signed,
)
from tongban_wire.plain import Id, Short, Text, Whole, encode
from tongban_wire.statements import sign_statement

VERSION = 1
MOST_BYTES = 64 * 1024 * 1024
MOST_SHARES = 200
MOST_OFFERS = 20_000
_MOST_BUNDLE = 32 * 1024 * 1024
_PURPOSE = "tongban.federation"

Name = Annotated[str, Meta(max_length=300)]


@dataclass(frozen=True, slots=True)
class Offer:
    """An item 事项 people elsewhere may apply for 跨省通办, who decides it and where to apply."""

    code: Id
    name_zh: Name
    name_en: Name
    agency_zh: Name
    agency_en: Name
    region: Short
    url: Text


@dataclass(frozen=True, slots=True)
class Share:
    """What one platform tells of itself. ``trust`` is its signed trust bundle, "" when none."""

    platform: Id
    name_zh: Name
    name_en: Name
    trust: Annotated[str, Meta(max_length=_MOST_BUNDLE)]
    offers: Annotated[tuple[Offer, ...], Meta(max_length=MOST_OFFERS)]


@dataclass(frozen=True, slots=True)
class FederationSnapshot:
    """The shares a platform passes on. ``sequence`` only grows; moments are Unix milliseconds."""

    v: Whole
    issuer: Id
    sequence: Whole
    issued_at_ms: Whole
    expires_at_ms: Whole
    shares: Annotated[tuple[Share, ...], Meta(max_length=MOST_SHARES)]


def sign_federation(snapshot: FederationSnapshot, key: SigningKey) -> str:
    """The signed text, as other platforms fetch it."""
    return sign_statement(_PURPOSE, encode(snapshot), key)


def take_federation(
    text: str,
    keys: Mapping[str, PublicKey],
    issuer: str,
    seen: Seen,
    now_ms: int,
    *,
    from_hub: bool,
) -> tuple[FederationSnapshot, Seen]:
    """The snapshot of ``issuer`` and what has been seen with it. SnapshotRefused names the fault.

    ``keys`` are the issuer's, by key id. Only a hub may speak for others; a platform that is no
    hub and tells anybody else's share is refused as FOR_ANOTHER, as is a share told twice.
    """
    found = open_signed(_PURPOSE, text, keys, FederationSnapshot, MOST_BYTES)
    told = [share.platform for share in found.shares]
    ours = found.issuer == issuer and found.v == VERSION and len(set(told)) == len(told)
    own_only = from_hub or all(each == issuer for each in told)
    judge(ours and own_only, SnapshotFault.FOR_ANOTHER, "it speaks for whom it may not")
    digest = digest_of(text)
    no_way_back(found.sequence, digest, seen)
    in_time(found.issued_at_ms, found.expires_at_ms, now_ms)
    return found, Seen(found.sequence, digest, found.issued_at_ms, found.expires_at_ms)
