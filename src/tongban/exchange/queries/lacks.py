"""Reconciliation of two nodes' evidence 存证对账, from the logs both have sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from tongban.exchange import policies
from tongban.exchange.domain.policy_text import at_ms
from tongban.exchange.models import Node, NodeLeaf
from tongban.exchange.refusals import NodesNotYours, NodeUnknown
from tongban.kernel.actor import Actor
from tongban_wire.evidence import Leaf, read_leaf
from tongban_wire.reconcile import Lack, reconcile

_MOST_COMPARED = 20_000
_APART = timedelta(minutes=1)
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
    begins = since
    sides: list[list[Leaf]] = []
    for node_id in (one, other):
        rows = NodeLeaf.objects.filter(node_id=node_id, at__gte=since - _APART).order_by("-place")
        found = list(rows.values_list("content", "at")[:_MOST_COMPARED])
        if len(found) == _MOST_COMPARED:
            begins = max(begins, found[-1][1] + _APART)
        sides.append([read_leaf(text.encode()) for text, _ in found])
    written = {(leaf.node, leaf.kind, leaf.call): leaf.at_ms for side in sides for leaf in side}
    bounds = range(at_ms(begins), at_ms(until) + 1)
    lacks = reconcile(one, sides[0], other, sides[1])
    return tuple(lack for lack in lacks if written[lack.has, lack.kind, lack.call] in bounds)
