"""Nodes and how current they are, and the keys they pin."""

from __future__ import annotations

from tongban.exchange import policies
from tongban.exchange.adapters.policy_key import policy_keys
from tongban.exchange.models import Node
from tongban.exchange.refusals import NodesNotYours
from tongban.exchange.views import NodeView
from tongban.kernel.actor import Actor
from tongban_trust.signing import PublicKey


def nodes(actor: Actor) -> tuple[NodeView, ...]:
    """Every node that takes part, by id. Refuses: NodesNotYours, to who does not oversee."""
    if not policies.may_oversee(actor):
        raise NodesNotYours
    return tuple(map(node_view, Node.objects.filter(left_at__isnull=True).order_by("id")))


def pinned_keys() -> tuple[PublicKey, ...]:
    """Public halves of the keys that sign policy and case tokens, for nodes to pin. Public.

    Every version that is not destroyed; empty before the first policy was issued.
    """
    return policy_keys()


def node_view(row: Node) -> NodeView:
    """A node row as outsiders see it."""
    return NodeView(
        id=row.id,
        agency_code=row.agency_code,
        url=row.url,
        serves_everybody=row.serves_everybody,
        sequence=row.sequence,
        stale=row.stale,
        polled_at=row.polled_at,
        log_size=row.log_size,
        log_taken_at=row.log_taken_at,
        log_refused=row.log_refused,
    )
