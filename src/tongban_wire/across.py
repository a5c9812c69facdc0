"""What a platform tells others of its exchange 跨平台数据共享: nodes, keys, resources, grants,
what its agencies ask of others, and what became of what others asked.

Signed by the platform itself, numbered and expiring, whoever passes it on: a hub can withhold it
until its time is over, but not change it or play it back. Whatever a platform names so, nodes and
grants, begins with its own code and a dot, so nobody can name what is somebody else's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
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

VERSION = 2
MOST_BYTES = 4 * 1024 * 1024
MOST_REQUESTS, MOST_ANSWERS = 500, 2_000
_PURPOSE = "tongban.exchange-share"

Name = Annotated[str, Meta(max_length=300)]
_Name100 = Annotated[str, Meta(max_length=100)]
_Article = Annotated[str, Meta(max_length=120)]
_Moment = Annotated[int, Meta(ge=0, lt=253_402_300_799_000)]
"""Milliseconds of Unix time, before the end of the year 9999."""


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
class CrossRequest:
    """What an agency of who tells it asks of ``platform`` 跨平台共享申请; it stands while told.

    ``consumer`` is the node that would ask, ``fields`` of ``resource`` are for ``item`` by
    ``article``; names are for people, as the other side has no register of them.
    """

    id: _Name100
    platform: Id
    agency_zh: Name
    agency_en: Name
    consumer: Id
    resource: Annotated[str, Meta(max_length=40)]
    fields: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=256)]
    item: Annotated[str, Meta(max_length=60)]
    item_zh: Name
    item_en: Name
    purpose: Annotated[str, Meta(max_length=80)]
    article: _Article
    article_zh: Name
    article_en: Name
    asked_at_ms: _Moment


class AnswerState(Enum):
    """What became of a request: it was received, or answered for good."""

    RECEIVED = "received"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CrossAnswer:
    """The answer to a request of ``platform``, told as long as that tells the request.

    ``due_at_ms`` is until when a received one is answered, by the clock of who answers; a refusal
    has its ``reason`` and ``article``.
    """

    request: _Name100
    platform: Id
    state: AnswerState
    at_ms: _Moment
    due_at_ms: _Moment | None
    reason: Annotated[str, Meta(max_length=2_000)]
    article: _Article


@dataclass(frozen=True, slots=True)
class ExchangeShare:
    """``token_keys`` sign its case tokens; ``revoked`` are tokens, cases and consents that ended.

    ``grants`` are those it gave; one it takes back is no longer among them. ``requests`` are open
    ones of its own agencies, ``answers`` are to those of others.
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
    requests: Annotated[tuple[CrossRequest, ...], Meta(max_length=MOST_REQUESTS)]
    answers: Annotated[tuple[CrossAnswer, ...], Meta(max_length=MOST_ANSWERS)]


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
    spoken = named and gives and _asks_for_itself(found, own)
    judge(ours and spoken, SnapshotFault.FOR_ANOTHER, "it names what is not its own")
    judge(_told_once(found), SnapshotFault.MALFORMED, "a name or key is told twice")
    digest = digest_of(text)
    no_way_back(found.sequence, digest, seen)
    in_time(found.issued_at_ms, found.expires_at_ms, now_ms)
    return found, Seen(found.sequence, digest, found.issued_at_ms, found.expires_at_ms)


def _asks_for_itself(share: ExchangeShare, own: set[str]) -> bool:
    """Whether it asks through nodes of its own, and answers what others asked."""
    asks = all(
        is_of(share.platform, each.id) and each.consumer in own and each.platform != share.platform
        for each in share.requests
    )
    answers = all(
        is_of(each.platform, each.request) and each.platform != share.platform
        for each in share.answers
    )
    return asks and answers


def _told_once(share: ExchangeShare) -> bool:
    told = (
        [node.id for node in share.nodes], [each.grant.id for each in share.grants],
        [each.id for each in share.requests], [each.request for each in share.answers],
    )  # fmt: skip
    once = all(len(names) == len(set(names)) for names in told)
    return once and _keys_are_right(share)


def _keys_are_right(share: ExchangeShare) -> bool:
    keys = [*(key for node in share.nodes for key in node.keys), *share.token_keys]
    try:
        names = {key.public.key_id for key in keys}
    except Malformed as error:
        raise SnapshotRefused(SnapshotFault.MALFORMED, str(error)) from error
    return len(names) == len(keys)
