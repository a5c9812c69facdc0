"""Nodes, who is asking, and how current they are, and the keys they pin."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from tongban.exchange import policies
from tongban.exchange.adapters.policy_key import policy_keys
from tongban.exchange.models import Node, NodeKey
from tongban.exchange.refusals import NodesNotYours, NodeUnknown
from tongban.exchange.views import NodeView
from tongban.kernel.actor import Actor
from tongban_trust.signing import PublicKey
from tongban_wire.statements import NotSigned, open_statement

_POLL = "tongban.node-poll"
_MOST_SKEW = timedelta(seconds=60)


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


def polling_node(proof: str, now: datetime) -> str:
    """Which node asks: ``proof`` is its statement ``{"node", "at_ms"}``, signed a moment ago.

    Refuses: NodeUnknown, for every proof that does not hold.
    """
    keys = NodeKey.objects.filter(
        node__left_at__isnull=True,
        revoked_at__isnull=True,
        valid_until__gt=now,
        key_id=proof.split(".")[1] if proof.count(".") == 2 else "",
    )
    key = keys.order_by("id").first()
    if key is None:
        raise NodeUnknown
    public = PublicKey.from_spki(bytes.fromhex(key.spki))
    try:
        said = json.loads(open_statement(_POLL, proof, {key.key_id: public}))
        node, at = said["node"], datetime.fromtimestamp(said["at_ms"] / 1000, UTC)
    except (NotSigned, ValueError, KeyError, TypeError, OverflowError) as error:
        raise NodeUnknown from error
    if node != key.node_id or abs(at - now) > _MOST_SKEW:
        raise NodeUnknown
    return key.node_id


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
