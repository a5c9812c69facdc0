"""Evidence 存证 of the exchange: the leaf each side keeps of each message, and pages of leaves.

Both sides of a call write a leaf for the request and one for the response over the same exact
bytes, so their digests pair. A leaf holds no personal value: the digest is salted by the message's
nonce, and whom the call was about is known to the platform by the token's id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from msgspec import Meta

from tongban_trust.suites import Suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import BadNote, Checkpoint, NoteKey, parse_checkpoint
from tongban_wire.messages import Outcome
from tongban_wire.plain import Id, Malformed, Note, Short, Whole, decode, encode

VERSION = 1
MOST_LEAF_BYTES = 48 * 1024
"""A leaf names less than its request, which has at most 32 KB."""
MOST_PAGE_BYTES = 16 * 1024 * 1024
MOST_LEAVES = 4096
_LeafText = Annotated[str, Meta(max_length=MOST_LEAF_BYTES)]


class LeafKind(Enum):
    """What a leaf is about."""

    SESSION = "exchange.session"
    REQUEST = "exchange.request"
    RESPONSE = "exchange.response"


class Side(Enum):
    """Which end of the exchange wrote the leaf."""

    CONSUMER = "consumer"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one node saw of one message. ``digest`` (hex) is the suite's hash of the exact bytes.

    Names come from the request; in the leaf of a message that could not be read they are empty.
    ``outcome`` and ``codes`` are the response's. ``peer`` is the other node as authenticated.
    """

    v: Whole
    kind: LeafKind
    suite: Id
    side: Side
    node: Id
    peer: Id
    call: Id
    at_ms: Whole
    resource: Id
    grant: Id
    item: Id
    purpose: Id
    article: Id
    case: Id
    token: Id
    fields: Annotated[tuple[Id, ...], Meta(max_length=256)]
    questions: Annotated[tuple[Id, ...], Meta(max_length=64)]
    outcome: Outcome | None
    codes: Annotated[tuple[Short, ...], Meta(max_length=64)]
    digest: Id


@dataclass(frozen=True, slots=True)
class LeafPage:
    """Leaves ``[first, first + len)`` of a node's log, in order, and the checkpoint above them.

    ``leaves`` are the entries as text; ``proof`` (hex) shows that the checkpoint's tree begins
    with everything up to the last of them. A node sends its log to the platform page by page; a
    follower that takes every page has the whole log, and nothing in it can be left out.
    """

    v: Whole
    origin: Id
    first: Whole
    leaves: Annotated[tuple[_LeafText, ...], Meta(max_length=MOST_LEAVES)]
    proof: Annotated[tuple[Id, ...], Meta(max_length=128)]
    checkpoint: Note


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof for a third party that a node's log holds a leaf: place, path and checkpoint."""

    v: Whole
    leaf: _LeafText
    index: Whole
    path: Annotated[tuple[Id, ...], Meta(max_length=64)]
    checkpoint: Note

    def holds(self, suite: Suite, key: NoteKey) -> bool:
        """Whether the log of ``key`` committed to this leaf. Never raises."""
        try:
            checkpoint = parse_checkpoint(self.checkpoint)
            path = [bytes.fromhex(step) for step in self.path]
        except (BadNote, ValueError):
            return False
        if checkpoint.origin != key.name or not checkpoint.signed_by(key):
            return False
        digest = tree.leaf_hash(suite, self.leaf.encode())
        return tree.includes(suite, digest, self.index, checkpoint.size, path, checkpoint.root)


class PageFault(Enum):
    """Why a page of leaves is not taken."""

    MALFORMED = "evidence.malformed"
    OTHER_LOG = "evidence.other_log"
    NOT_SIGNED = "evidence.not_signed"
    GAP = "evidence.gap"
    NOT_THIS_ROOT = "evidence.not_this_root"


class PageRefused(ValueError):
    """A page does not continue the log that was followed so far. ``fault`` says why."""

    def __init__(self, fault: PageFault, told: str) -> None:
        super().__init__(told)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follower of one log keeps: its size and the roots of its perfect subtrees, in hex.

    With the checkpoint that was proven last this is a gap proof: every leaf up to ``size`` was
    seen, and the log's own signature says there is no other.
    """

    size: int = 0
    peaks: tuple[str, ...] = ()

    def root(self, suite: Suite) -> bytes:
        """The root over all leaves seen."""
        found: bytes | None = None
        for peak in map(bytes.fromhex, reversed(self.peaks)):
            found = peak if found is None else tree.node_hash(suite, peak, found)
        return tree.empty_root(suite) if found is None else found

    def grown(self, suite: Suite, leaf_hashes: Sequence[bytes]) -> Followed:
        """The same log with these leaves behind the others."""
        size, peaks = self.size, [bytes.fromhex(each) for each in self.peaks]
        for leaf in leaf_hashes:
            node, rest = leaf, size
            while rest % 2:
                node, rest = tree.node_hash(suite, peaks.pop(), node), rest // 2
            peaks.append(node)
            size += 1
        return Followed(size, tuple(each.hex() for each in peaks))


def follow(
    followed: Followed, page: LeafPage, suite: Suite, key: NoteKey
) -> tuple[Followed, tuple[Leaf, ...], Checkpoint]:
    """Take the next page of the log of ``key``: the new state, its leaves, the checkpoint proven.

    PageRefused with GAP when leaves are missing before it, NOT_THIS_ROOT when the log signs
    something else than what it sent. The whole log was seen when the new size is the checkpoint's.
    """
    checkpoint = _checkpoint_of(page, key)
    if page.first != followed.size:
        raise PageRefused(PageFault.GAP, f"Leaves are missing after {followed.size}")
    hashes = tree.leaf_hashes(suite, [each.encode() for each in page.leaves])
    grown = followed.grown(suite, hashes)
    if not _leads_to(suite, grown, page, checkpoint):
        raise PageRefused(PageFault.NOT_THIS_ROOT, "The log signs other leaves than it sent")
    try:
        leaves = tuple(read_leaf(each.encode()) for each in page.leaves)
    except Malformed as error:
        raise PageRefused(PageFault.MALFORMED, str(error)) from error
    return grown, leaves, checkpoint


def _leads_to(suite: Suite, grown: Followed, page: LeafPage, checkpoint: Checkpoint) -> bool:
    try:
        proof = [bytes.fromhex(step) for step in page.proof]
    except ValueError:
        return False
    root = grown.root(suite)
    return tree.extends(suite, grown.size, root, checkpoint.size, checkpoint.root, proof)


def _checkpoint_of(page: LeafPage, key: NoteKey) -> Checkpoint:
    try:
        checkpoint = parse_checkpoint(page.checkpoint)
    except BadNote as error:
        raise PageRefused(PageFault.MALFORMED, str(error)) from error
    if not page.origin == checkpoint.origin == key.name:
        raise PageRefused(PageFault.OTHER_LOG, "The page is of another log")
    if not checkpoint.signed_by(key):
        raise PageRefused(
            PageFault.NOT_SIGNED, "The checkpoint is not signed by the node's log key"
        )
    return checkpoint


def write_leaf(leaf: Leaf) -> bytes:
    """The exact bytes of a leaf, as they stand in the log."""
    return encode(leaf)


def read_leaf(data: bytes) -> Leaf:
    """The leaf in an entry of a node's log; Malformed otherwise."""
    return decode(Leaf, data, MOST_LEAF_BYTES)


def write_page(page: LeafPage) -> bytes:
    """The bytes of a page, as a node sends it."""
    return encode(page)


def read_page(data: bytes) -> LeafPage:
    """The page in these bytes; Malformed otherwise."""
    return decode(LeafPage, data, MOST_PAGE_BYTES)
