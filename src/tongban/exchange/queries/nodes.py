"""Nodes, who is asking, and how current they are, and the keys they pin."""

from __future__ import annotations

from datetime import datetime

from tongban.exchange import policies
from tongban.exchange.adapters.policy_key import policy_keys
from tongban.exchange.models import Node, NodeKey
from tongban.exchange.refusals import NodesNotYours, NodeUnknown
from tongban.exchange.views import NodeView
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms
from tongban_trust.signing import PublicKey
from tongban_wire.polling import open_poll
from tongban_wire.statements import NotSigned, key_id_in

_MOST_SKEW_MS = 60_000


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
    node, keys = said_signer(proof, now)
    try:
        poll = open_poll(proof, keys)
    except NotSigned as error:
        raise NodeUnknown from error
    if poll.node != node or abs(poll.at_ms - at_ms(now)) > _MOST_SKEW_MS:
        raise NodeUnknown
    return node


def said_signer(text: str, now: datetime) -> tuple[str, dict[str, PublicKey]]:
    """Which node of ours a statement says it is signed by, and its key by id, to be proven with.

    Refuses: NodeUnknown.
    """
    keys = NodeKey.objects.filter(
        node__left_at__isnull=True,
        revoked_at__isnull=True,
        valid_until__gt=now,
        key_id=key_id_in(text),
    )
    key = keys.order_by("id").first()
    if key is None:
        raise NodeUnknown
    return key.node_id, {key.key_id: PublicKey.from_spki(bytes.fromhex(key.spki))}


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
