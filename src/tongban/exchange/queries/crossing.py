"""What of other platforms goes into the policy of our nodes, and which of it is in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongban.exchange.domain.sharing import GrantTerms
from tongban.exchange.models import CrossGrant, Node, NodeKey, OtherNode, OtherPlatform
from tongban.exchange.queries.resources import read_question
from tongban.kernel.moments import at_ms
from tongban_wire import policy as wire


@dataclass(frozen=True, slots=True)
class Crossing:
    """Grants with other platforms' nodes, those nodes, and the platforms they are of."""

    grants: tuple[wire.Grant, ...]
    nodes: tuple[wire.Node, ...]
    platforms: tuple[wire.OtherPlatform, ...]


def crossing_of(node_id: str, now: datetime) -> Crossing:
    """What the node may serve or ask across platforms, as long as each platform's word holds."""
    rows = _in_force(node_id, now)
    known = platforms_in_time(now)
    abroad = nodes_abroad(known)
    grants: list[wire.Grant] = []
    given: dict[str, list[str]] = defaultdict(list)
    met: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        other = row.consumer_node if row.given else row.provider_node
        platform, node = known.get(row.platform), abroad.get(other)
        if platform is None or node is None or node.platform_id != row.platform:
            continue
        grants.append(wire_grant(row, until=min(row.valid_until, platform.expires_at)))
        met[row.platform].add(other)
        if row.given:
            given[row.platform].append(row.id)
    named = {node for some in met.values() for node in some}
    return Crossing(
        tuple(grants),
        tuple(wire_node(abroad[each]) for each in sorted(named)),
        tuple(_wire_platform(known[c], sorted(met[c]), sorted(given[c])) for c in sorted(met)),
    )


def _in_force(node_id: str, now: datetime) -> Sequence[CrossGrant]:
    live = CrossGrant.objects.filter(revoked_at__isnull=True, valid_until__gt=now)
    ours = live.filter(given=True, provider_node=node_id)
    return list((ours | live.filter(given=False, consumer_node=node_id)).order_by("id"))


def platforms_in_time(now: datetime) -> dict[str, OtherPlatform]:
    """Platforms whose word holds now, by code."""
    rows = OtherPlatform.objects.filter(left_at__isnull=True, expires_at__gt=now)
    return {row.code: row for row in rows.order_by("code")}


def nodes_abroad(known: Mapping[str, OtherPlatform]) -> dict[str, OtherNode]:
    """The nodes of these platforms, without one that is called as a node of ours."""
    own = set(Node.objects.order_by("id").values_list("id", flat=True))
    rows = OtherNode.objects.filter(platform_id__in=list(known)).order_by("id")
    return {row.id: row for row in rows if row.id not in own}


def wire_grant(row: CrossGrant, *, until: datetime) -> wire.Grant:
    """The grant as nodes have it, good until then."""
    terms = GrantTerms(**row.terms)
    return wire.Grant(
        id=row.id, resource=row.resource_code, provider=row.provider_node,
        consumer=row.consumer_node, item=row.item_code, purpose=row.purpose, article=row.article,
        fields=tuple(sorted(row.fields)),
        questions=tuple(sorted(map(read_question, row.questions), key=lambda one: one.name)),
        from_at_ms=at_ms(row.valid_from), until_at_ms=at_ms(until), max_age_s=terms.max_age_s,
        per_minute=terms.per_minute, per_day=terms.per_day, values_per_day=terms.values_per_day,
        needs_consent=terms.needs_consent, needs_mandate=terms.needs_mandate,
        sign_each=terms.sign_each,
    )  # fmt: skip


def wire_node(row: OtherNode) -> wire.Node:
    """The node as policies have it."""
    keys = tuple(wire.NodeKey(**each) for each in row.keys)
    return wire.Node(row.id, row.agency_code, row.url, row.log_spki, keys)


def own_wire_node(row: Node, keys: Iterable[NodeKey]) -> wire.Node:
    """A node of ours as policies have it, with these of its keys."""
    told = (
        wire.NodeKey(each.key_id, each.spki, at_ms(each.valid_from), at_ms(each.valid_until))
        for each in keys
    )
    return wire.Node(row.id, row.agency_code, row.url, row.log_spki, tuple(told))


def _wire_platform(
    row: OtherPlatform, nodes: Sequence[str], grants: Sequence[str]
) -> wire.OtherPlatform:
    keys = tuple(wire.NodeKey(**each) for each in row.token_keys)
    return wire.OtherPlatform(row.code, keys, tuple(nodes), tuple(grants), tuple(row.revoked))
