"""Reconciliation 对账: what one side of an exchange has in its evidence and the other lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tongban_wire.evidence import Leaf, LeafKind


@dataclass(frozen=True, slots=True)
class Lack:
    """One message that ``has`` keeps evidence of and ``lacks`` does not, ``times`` over."""

    lacks: str
    has: str
    kind: LeafKind
    call: str
    digest: str
    times: int


def reconcile(
    one: str, ones: Iterable[Leaf], other: str, others: Iterable[Leaf]
) -> tuple[Lack, ...]:
    """Compare the leaves two nodes keep of their traffic with each other, whatever their order.

    Leaves of other pairs are passed over. A message altered on one side shows twice: each side
    lacks the other's digest. Sorted by call.
    """
    left, right = _messages(one, other, ones), _messages(other, one, others)
    found = [
        Lack(lacks, has, kind, call, digest, times)
        for lacks, has, surplus in ((other, one, left - right), (one, other, right - left))
        for (kind, call, digest), times in surplus.items()
    ]
    return tuple(sorted(found, key=lambda lack: (lack.call, lack.kind.value, lack.lacks)))


def _messages(node: str, peer: str, leaves: Iterable[Leaf]) -> Counter[tuple[LeafKind, str, str]]:
    return Counter(
        (leaf.kind, leaf.call, leaf.digest)
        for leaf in leaves
        if (leaf.node, leaf.peer) == (node, peer)
    )
