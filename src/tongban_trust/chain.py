"""A hash chain over evidence leaves: each link binds its leaf and everything before it.

``link(0) = H("…genesis")``, ``link(n) = H(0x01 · link(n-1) · leaf digest)``, leaf digest
``H(0x00 · canonical bytes)``. The prefixes keep a leaf from passing for a link (as RFC 6962 does).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from tongban_trust.suites import Suite
from tongban_trust.tlog.tree import leaf_hash

_GENESIS = b"tongban evidence chain v1"


def genesis(suite: Suite) -> bytes:
    """The head of an empty chain."""
    return suite.hash(_GENESIS)


def extend(suite: Suite, head: bytes, digest: bytes) -> bytes:
    """The head after one more leaf."""
    return suite.hash(b"\x01" + head + digest)


class ChainFaultKind(Enum):
    """What happened to the chain at the first place where it does not hold."""

    ALTERED = "altered"
    DROPPED = "dropped"
    REORDERED = "reordered"
    CUT_SHORT = "cut-short"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Link:
    """One stored leaf: its place (from 1), its bytes, the digests stored beside it.

    ``suite`` is the suite its own digest was made with.
    """

    sequence: int
    leaf_id: str
    content: bytes
    digest: bytes
    chain_digest: bytes
    suite: Suite


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first fault: where (``sequence``, from 1) and, when a leaf is there, which one."""

    kind: ChainFaultKind
    sequence: int
    leaf_id: str | None


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """``size`` leaves held together, ending in ``head``; ``fault`` is what stopped the check."""

    size: int
    head: bytes
    fault: ChainFault | None

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return self.fault is None


def check_chain(
    suite: Suite, links: Iterable[Link], expected: tuple[int, bytes] | None = None
) -> ChainCheck:
    """Recompute every digest in order and stop at the first altered, dropped or reordered leaf.

    ``links`` come ordered by ``sequence``. ``expected`` is a head (size, digest) kept elsewhere: a
    chain that ends before it was cut short, one that goes on after it was added to. Reads one link
    at a time.
    """
    size, head = 0, genesis(suite)
    for link in links:
        if expected is not None and link.sequence > expected[0] == size:
            fault: ChainFault | None = ChainFault(ChainFaultKind.ADDED, link.sequence, link.leaf_id)
        else:
            fault = _fault_of(suite, link, size, head)
        if fault is not None:
            return ChainCheck(size, head, fault)
        size, head = link.sequence, link.chain_digest
    if expected is not None and size < expected[0]:
        return ChainCheck(size, head, ChainFault(ChainFaultKind.CUT_SHORT, size + 1, None))
    if expected is not None and (size, head) != expected:
        return ChainCheck(size, head, ChainFault(ChainFaultKind.ALTERED, size, None))
    return ChainCheck(size, head, None)


def _fault_of(suite: Suite, link: Link, size: int, head: bytes) -> ChainFault | None:
    if link.sequence != size + 1:
        return ChainFault(ChainFaultKind.DROPPED, size + 1, None)
    if leaf_hash(link.suite, link.content) != link.digest:
        return ChainFault(ChainFaultKind.ALTERED, link.sequence, link.leaf_id)
    if extend(suite, head, link.digest) != link.chain_digest:
        # The leaf is whole, but it is not the one that was chained here.
        return ChainFault(ChainFaultKind.REORDERED, link.sequence, link.leaf_id)
    return None
