"""One platform asks another for the evidence of a node about a node of its own 跨平台对账.

Both texts are signed by their platform and answer one another: who reads an answer knows that it is
to this very question. Leaves name no person, and the asker's own node wrote of the same messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.across import is_of
from tongban_wire.evidence import MOST_LEAF_BYTES, Leaf, read_leaf
from tongban_wire.numbered import (
    SnapshotFault,
    SnapshotRefused,
    digest_of,
    in_time,
    judge,
    open_signed,
)
from tongban_wire.plain import Id, Malformed, Short, Whole, encode
from tongban_wire.statements import sign_statement

VERSION = 1
MOST_LEAVES = 2_000
MOST_BYTES = 8 * 1024 * 1024
MOST_ASK_BYTES = 8 * 1024
_LIVES_MS = 60_000
_ASK, _PAGE = "tongban.evidence-ask", "tongban.evidence-page"
_LeafText = Annotated[str, Meta(max_length=MOST_LEAF_BYTES)]


@dataclass(frozen=True, slots=True)
class EvidenceAsk:
    """``platform`` asks ``asked``: what does ``node`` keep of messages with my ``peer``.

    Leaves of [``from_ms``, ``until_ms``], the newest first, at places below ``before``.
    """

    v: Whole
    platform: Id
    asked: Id
    node: Id
    peer: Id
    from_ms: Whole
    until_ms: Whole
    before: Whole
    at_ms: Whole


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The answer to the ask of this ``digest``: leaves, and the place of the last of them.

    ``more``: older ones follow, below ``last``.
    """

    v: Whole
    platform: Id
    digest: Short
    leaves: Annotated[tuple[_LeafText, ...], Meta(max_length=MOST_LEAVES)]
    last: Whole
    more: bool


def sign_ask(ask: EvidenceAsk, key: SigningKey) -> str:
    """The signed text, as it is sent."""
    return sign_statement(_ASK, encode(ask), key)


def sign_page(page: EvidencePage, key: SigningKey) -> str:
    """The signed text, as it comes back."""
    return sign_statement(_PAGE, encode(page), key)


def open_ask(
    text: str, keys: Mapping[str, PublicKey], platform: str, asked: str, now_ms: int
) -> EvidenceAsk:
    """What ``platform`` asks ``asked`` within this minute; SnapshotRefused names the fault.

    FOR_ANOTHER: it asks somebody else, or about a node that is not its own.
    """
    found = open_signed(_ASK, text, keys, EvidenceAsk, MOST_ASK_BYTES)
    ours = (found.v, found.platform, found.asked) == (VERSION, platform, asked)
    mine = is_of(platform, found.peer)
    judge(ours and mine, SnapshotFault.FOR_ANOTHER, "it asks for what is not its own")
    in_time(found.at_ms, found.at_ms + _LIVES_MS, now_ms)
    return found


def open_page(
    text: str, keys: Mapping[str, PublicKey], ask_text: str, ask: EvidenceAsk
) -> tuple[EvidencePage, tuple[Leaf, ...]]:
    """The answer to this very ask, and its leaves; SnapshotRefused names the fault.

    FOR_ANOTHER: it answers another, or holds leaves that were not asked for.
    """
    found = open_signed(_PAGE, text, keys, EvidencePage, MOST_BYTES)
    told = (found.v, found.platform, found.digest)
    ours = told == (VERSION, ask.asked, digest_of(ask_text))
    judge(ours, SnapshotFault.FOR_ANOTHER, "it answers another question")
    try:
        leaves = tuple(read_leaf(each.encode()) for each in found.leaves)
    except (Malformed, UnicodeEncodeError) as error:
        raise SnapshotRefused(SnapshotFault.MALFORMED, str(error)) from error
    wanted = all((leaf.node, leaf.peer) == (ask.node, ask.peer) for leaf in leaves)
    judge(wanted, SnapshotFault.FOR_ANOTHER, "it tells of other nodes")
    # Each page begins below the last one: an answer cannot make the asker go round for ever.
    onwards = found.last < ask.before and bool(leaves)
    judge(onwards or not found.more, SnapshotFault.MALFORMED, "it leads nowhere")
    return found, leaves
