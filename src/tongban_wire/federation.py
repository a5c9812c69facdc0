"""The federation snapshot 联通快照: what a platform tells others of itself and of its members.

A member tells its own share: items that people elsewhere may apply for, its trust bundle, what it
exchanges. A hub tells its own and its members' shares. Taken like a policy: numbered, expiring,
never back. What is signed is a short head that names each part by its digest, so that who has an
older snapshot is sent only the parts that changed (``since``).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.numbered import (
    Seen,
    SnapshotFault,
    SnapshotRefused,
    digest_of,
    in_time,
    judge,
    no_way_back,
    open_signed,
)
from tongban_wire.plain import Id, Malformed, Operand, Short, Text, Whole, decode_kept, encode
from tongban_wire.statements import sign_statement

VERSION = 2
MOST_BYTES = 64 * 1024 * 1024
MOST_SHARES = 200
MOST_OFFERS = 20_000
_MOST_BUNDLE = 32 * 1024 * 1024
_MOST_EXCHANGE = 8 * 1024 * 1024
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
    """What one platform tells of itself. ``trust`` is its signed trust bundle, "" when none.

    ``url`` and ``spki`` (hex) are where it is and the key of its own snapshots, "" when who passes
    it on does not say; ``exchange`` is its signed ``ExchangeShare``, "" when it exchanges nothing.
    """

    platform: str
    name_zh: str
    name_en: str
    trust: str
    offers: tuple[Offer, ...]
    url: str = ""
    spki: str = ""
    exchange: str = ""


@dataclass(frozen=True, slots=True)
class FederationSnapshot:
    """The shares a platform passes on. ``sequence`` only grows; moments are Unix milliseconds."""

    v: int
    issuer: str
    sequence: int
    issued_at_ms: int
    expires_at_ms: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class _Offers:
    offers: Annotated[tuple[Offer, ...], Meta(max_length=MOST_OFFERS)]


@dataclass(frozen=True, slots=True)
class _ShareHead:
    """A share with its three parts named by digest, "" for an empty one."""

    platform: Id
    name_zh: Name
    name_en: Name
    url: Operand
    spki: Operand
    offers: Short
    trust: Short
    exchange: Short


@dataclass(frozen=True, slots=True)
class _Head:
    v: Whole
    issuer: Id
    sequence: Whole
    issued_at_ms: Whole
    expires_at_ms: Whole
    shares: Annotated[tuple[_ShareHead, ...], Meta(max_length=MOST_SHARES)]


def sign_federation(snapshot: FederationSnapshot, key: SigningKey) -> str:
    """The whole text: the signed head, and a line for each part."""
    parts: dict[str, bytes] = {}
    heads = tuple(_head_of(share, parts) for share in snapshot.shares)
    head = _Head(
        snapshot.v, snapshot.issuer, snapshot.sequence, snapshot.issued_at_ms,
        snapshot.expires_at_ms, heads,
    )  # fmt: skip
    lines = (f"{name} {_written(data)}" for name, data in sorted(parts.items()))
    return "\n".join((sign_statement(_PURPOSE, encode(head), key), *lines))


def name_of(text: str) -> str:
    """A snapshot's name: the digest of its signed head, the same with all parts or with few."""
    return digest_of(text.partition("\n")[0])


def since(text: str, older: str) -> str:
    """The same snapshot for who has ``older``: the head, and only parts that are not in that."""
    known = {line.partition(" ")[0] for line in older.split("\n")[1:]}
    head, *lines = text.split("\n")
    return "\n".join((head, *(one for one in lines if one.partition(" ")[0] not in known)))


def parts_in(text: str) -> dict[str, bytes]:
    """The parts that come with a snapshot, by digest; SnapshotRefused when one is not its own."""
    found: dict[str, bytes] = {}
    for line in text.split("\n")[1:]:
        name, _, written = line.partition(" ")
        try:
            data = base64.b64decode(written, validate=True)
        except (binascii.Error, ValueError) as error:
            raise SnapshotRefused(SnapshotFault.MALFORMED, "A part cannot be read") from error
        judge(_digest(data) == name, SnapshotFault.MALFORMED, "a part is not what its name says")
        found[name] = data
    return found


def take_federation(
    text: str,
    keys: Mapping[str, PublicKey],
    issuer: str,
    seen: Seen,
    now_ms: int,
    *,
    from_hub: bool,
    known: Mapping[str, bytes] | None = None,
) -> tuple[FederationSnapshot, Seen]:
    """The snapshot of ``issuer`` and what has been seen with it. SnapshotRefused names the fault.

    ``keys`` are the issuer's, by key id; ``known`` are parts taken before, by digest: a text that
    brings neither a part nor finds it there is INCOMPLETE. Only a hub may speak for others; a
    platform that is no hub and tells anybody else's share is refused as FOR_ANOTHER, as is a share
    told twice.
    """
    judge(len(text) <= 2 * MOST_BYTES, SnapshotFault.MALFORMED, "it is too long")
    first = text.partition("\n")[0]
    head = open_signed(_PURPOSE, first, keys, _Head, MOST_BYTES)
    told = [share.platform for share in head.shares]
    ours = head.issuer == issuer and head.v == VERSION and len(set(told)) == len(told)
    own_only = from_hub or all(each == issuer for each in told)
    judge(ours and own_only, SnapshotFault.FOR_ANOTHER, "it speaks for whom it may not")
    digest = digest_of(first)
    no_way_back(head.sequence, digest, seen)
    in_time(head.issued_at_ms, head.expires_at_ms, now_ms)
    parts = {**(known or {}), **parts_in(text)}
    shares = tuple(_share_of(each, parts) for each in head.shares)
    found = FederationSnapshot(
        head.v, head.issuer, head.sequence, head.issued_at_ms, head.expires_at_ms, shares
    )
    return found, Seen(head.sequence, digest, head.issued_at_ms, head.expires_at_ms)


def parts_of(snapshot: FederationSnapshot) -> dict[str, bytes]:
    """The parts of a snapshot by digest: what its reader keeps for the next one."""
    parts: dict[str, bytes] = {}
    for share in snapshot.shares:
        _head_of(share, parts)
    return parts


def _head_of(share: Share, parts: dict[str, bytes]) -> _ShareHead:
    offers = encode(_Offers(share.offers)) if share.offers else b""
    names = []
    for data in (offers, share.trust.encode(), share.exchange.encode()):
        names.append(_digest(data) if data else "")
        if data:
            parts[names[-1]] = data
    return _ShareHead(
        share.platform, share.name_zh, share.name_en, share.url, share.spki, *names
    )  # fmt: skip


def _share_of(head: _ShareHead, parts: Mapping[str, bytes]) -> Share:
    offers, trust, exchange = _parts_named(head, parts)
    clean = b"\0" not in trust and b"\0" not in exchange
    judge(clean, SnapshotFault.MALFORMED, "a part of it cannot be kept")
    try:
        told = decode_kept(_Offers, offers, MOST_BYTES).offers if offers else ()
        return Share(
            head.platform, head.name_zh, head.name_en, trust.decode(), told,
            head.url, head.spki, exchange.decode(),
        )  # fmt: skip
    except (Malformed, UnicodeDecodeError) as error:
        raise SnapshotRefused(SnapshotFault.MALFORMED, str(error)) from error


def _parts_named(head: _ShareHead, parts: Mapping[str, bytes]) -> Iterator[bytes]:
    limits = (
        (head.offers, MOST_BYTES),
        (head.trust, _MOST_BUNDLE),
        (head.exchange, _MOST_EXCHANGE),
    )
    for name, most in limits:
        judge(not name or name in parts, SnapshotFault.INCOMPLETE, "a part of it is missing")
        data = parts[name] if name else b""
        judge(len(data) <= most, SnapshotFault.MALFORMED, "a part of it is too long")
        yield data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode()
