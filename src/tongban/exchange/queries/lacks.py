"""Reconciliation of two nodes' evidence 存证对账, from the logs both have sent or another told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from tongban.exchange import policies
from tongban.exchange.models import Node, NodeLeaf
from tongban.exchange.refusals import NodesNotYours, NodeUnknown
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms, moment_of
from tongban_wire.evidence import Leaf, read_leaf
from tongban_wire.reconcile import Lack, reconcile

MOST_COMPARED = 20_000
APART = timedelta(minutes=1)
"""Two ends write of one message within a call's time, by clocks that may differ by half of this."""


def lacks_between(
    actor: Actor, one: str, other: str, since: datetime, *, until: datetime
) -> tuple[Lack, ...]:
    """What the evidence of one node has of these moments and the other's lacks 对账.

    Over the newest 20,000 leaves of each; where they begin later than ``since``, from there on.
    A message of the last minute may be on its way: ask for what is older. Refuses: NodesNotYours,
    NodeUnknown.
    """
    if not policies.may_oversee(actor):
        raise NodesNotYours
    if one == other or Node.objects.filter(id__in=(one, other)).count() != 2:
        raise NodeUnknown
    ours, theirs = _kept(one, since), _kept(other, since)
    return _compare(one, ours, other, theirs, since, until)


def lacks_against(
    actor: Actor, one: str, other: str, told: Sequence[Leaf], since: datetime, *, until: datetime
) -> tuple[Lack, ...]:
    """The same of our node ``one`` and another platform's ``other``, of which ``told`` is known.

    Give the newest 20,000 leaves from a minute before ``since`` on. Refuses: NodesNotYours,
    NodeUnknown.
    """
    if not policies.may_oversee(actor):
        raise NodesNotYours
    if not Node.objects.filter(id=one).exists():
        raise NodeUnknown
    return _compare(one, _kept(one, since), other, told, since, until)


def _kept(node_id: str, since: datetime) -> list[Leaf]:
    rows = NodeLeaf.objects.filter(node_id=node_id, at__gte=since - APART).order_by("-place")
    return [
        read_leaf(text.encode()) for text in rows.values_list("content", flat=True)[:MOST_COMPARED]
    ]


def _compare(
    one: str, ours: Sequence[Leaf], other: str, theirs: Sequence[Leaf], since: datetime,
    until: datetime,
) -> tuple[Lack, ...]:  # fmt: skip
    begins = max(since, *(_begins(side) for side in (ours, theirs)))
    written = {(leaf.node, leaf.kind, leaf.call): leaf.at_ms for leaf in _all(ours, theirs)}
    bounds = range(at_ms(begins), at_ms(until) + 1)
    lacks = reconcile(one, ours, other, theirs)
    return tuple(lack for lack in lacks if written[lack.has, lack.kind, lack.call] in bounds)


def _begins(side: Sequence[Leaf]) -> datetime:
    """From when on a side, newest first, is known: all of it, unless it was cut off."""
    if len(side) < MOST_COMPARED:
        return datetime.min.replace(tzinfo=UTC)
    return moment_of(side[-1].at_ms) + APART


def _all(*sides: Iterable[Leaf]) -> Iterable[Leaf]:
    for side in sides:
        yield from side
