"""What a platform tells others of its exchange 跨平台数据共享: nodes, keys, resources, grants.

Signed by the platform itself, numbered and expiring, whoever passes it on: a hub can withhold it
until its time is over, but not change it or play it back. Whatever a platform names so, nodes and
grants, begins with its own code and a dot, so nobody can name what is somebody else's.
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
    SnapshotRefused,
    digest_of,
    in_time,
    judge,
    no_way_back,
    open_signed,
)
from tongban_wire.plain import Id, Malformed, Text, Whole, encode
from tongban_wire.policy import Grant, Node, NodeKey
from tongban_wire.statements import sign_statement

VERSION = 1
MOST_BYTES = 4 * 1024 * 1024
_PURPOSE = "tongban.exchange-share"

Name = Annotated[str, Meta(max_length=300)]


@dataclass(frozen=True, slots=True)
class ResourceOffer:
    """A data resource 数据资源 that other platforms may be granted, and the fields it holds."""

    code: Id
    name_zh: Name
    name_en: Name
    agency_zh: Name
    agency_en: Name
    condition: Text
    fields: Annotated[tuple[Id, ...], Meta(max_length=256)]


@dataclass(frozen=True, slots=True)
class CrossGrant:
    """A grant 跨平台共享授权 by who tells it, for an agency of ``platform``; names for people."""

    platform: Id
    agency: Id
    provider_zh: Name
    provider_en: Name
    resource_zh: Name
    resource_en: Name
    grant: Grant


@dataclass(frozen=True, slots=True)
class ExchangeShare:
    """``token_keys`` sign its case tokens; ``revoked`` are tokens, cases and consents that ended.

    ``grants`` are those it gave; one it takes back is no longer among them.
    """

    v: Whole
    platform: Id
    sequence: Whole
    issued_at_ms: Whole
    expires_at_ms: Whole
    nodes: Annotated[tuple[Node, ...], Meta(max_length=500)]
    token_keys: Annotated[tuple[NodeKey, ...], Meta(max_length=16)]
    resources: Annotated[tuple[ResourceOffer, ...], Meta(max_length=2_000)]
    grants: Annotated[tuple[CrossGrant, ...], Meta(max_length=10_000)]
    revoked: Annotated[tuple[Id, ...], Meta(max_length=50_000)]


def is_of(platform: str, name: str) -> bool:
    """Whether a node or grant of this name is the platform's to tell."""
    return name.startswith(f"{platform}.") and len(name) > len(platform) + 1


def sign_exchange(share: ExchangeShare, key: SigningKey) -> str:
    """The signed text, as it goes into a federation snapshot."""
    return sign_statement(_PURPOSE, encode(share), key)


def take_exchange(
    text: str, keys: Mapping[str, PublicKey], platform: str, seen: Seen, now_ms: int
) -> tuple[ExchangeShare, Seen]:
    """What ``platform`` tells, and what has been seen with it. SnapshotRefused names the fault.

    ``keys`` are the platform's own, by key id. FOR_ANOTHER: it speaks for whom it may not, as of a
    node or grant that does not bear its name, or a provider that is no node of its own.
    """
    found = open_signed(_PURPOSE, text, keys, ExchangeShare, MOST_BYTES)
    own = {node.id for node in found.nodes}
    ours = found.platform == platform and found.v == VERSION
    named = all(is_of(platform, each) for each in (*own, *(g.grant.id for g in found.grants)))
    gives = all(each.grant.provider in own for each in found.grants)
    judge(ours and named and gives, SnapshotFault.FOR_ANOTHER, "it names what is not its own")
    grant_ids = {each.grant.id for each in found.grants}
    once = len(own) == len(found.nodes) and len(grant_ids) == len(found.grants)
    judge(once and _keys_are_right(found), SnapshotFault.MALFORMED, "a name or key is told twice")
    digest = digest_of(text)
    no_way_back(found.sequence, digest, seen)
    in_time(found.issued_at_ms, found.expires_at_ms, now_ms)
    return found, Seen(found.sequence, digest, found.issued_at_ms, found.expires_at_ms)


def _keys_are_right(share: ExchangeShare) -> bool:
    keys = [*(key for node in share.nodes for key in node.keys), *share.token_keys]
    try:
        names = {key.public.key_id for key in keys}
    except Malformed as error:
        raise SnapshotRefused(SnapshotFault.MALFORMED, str(error)) from error
    return len(names) == len(keys)
