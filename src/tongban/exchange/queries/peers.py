"""Evidence between platforms: nodes elsewhere, and what ours keep of messages with them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tongban.exchange import policies
from tongban.exchange.models import Node, NodeLeaf, OtherNode, OtherPlatform
from tongban.exchange.queries.crossing import nodes_abroad, platforms_in_time
from tongban.exchange.refusals import EvidenceRefused, NodesNotYours, NodeUnknown
from tongban.exchange.views_across import PeerNodeView
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms, moment_of
from tongban.kernel.text import Text
from tongban_trust.signing import PublicKey
from tongban_wire.numbered import SnapshotFault, SnapshotRefused, digest_of
from tongban_wire.peer_evidence import MOST_LEAVES, VERSION, EvidencePage, open_ask
from tongban_wire.plain import encode


def nodes_elsewhere(actor: Actor, now: datetime) -> tuple[PeerNodeView, ...]:
    """Nodes of other platforms whose word holds, by id. Refuses: NodesNotYours."""
    if not policies.may_oversee(actor):
        raise NodesNotYours
    known = platforms_in_time(now)
    return tuple(_peer(row, known[row.platform_id]) for row in nodes_abroad(known).values())


def evidence_for_peer(code: str, text: str, now: datetime) -> EvidencePage:
    """The page platform ``code`` asks for with a signed text: of a node of ours about one of its.

    At most 2,000 leaves, the newest first. Refuses: EvidenceRefused (a platform that takes no part,
    not signed by it, older than a minute, about nodes not its own), NodeUnknown.
    """
    row = platforms_in_time(now).get(code)
    if row is None:
        raise EvidenceRefused(SnapshotFault.NOT_SIGNED.value)
    key = PublicKey.from_spki(bytes.fromhex(row.spki))
    now_ms = at_ms(now)
    try:
        ask = open_ask(text, {key.key_id: key}, code, settings.PLATFORM_CODE, now_ms)
        since, until = moment_of(ask.from_ms), moment_of(ask.until_ms)
    except SnapshotRefused as refused:
        raise EvidenceRefused(refused.fault.value) from refused
    except (ValueError, OverflowError, OSError) as error:
        raise EvidenceRefused(SnapshotFault.MALFORMED.value) from error
    if not Node.objects.filter(id=ask.node).exists():
        raise NodeUnknown
    about = f'"peer":{encode(ask.peer).decode()}'
    rows = NodeLeaf.objects.filter(
        node_id=ask.node, at__gte=since, at__lte=until, place__lt=max(ask.before, 0),
        content__contains=about,
    ).order_by("-place")  # fmt: skip
    taken = list(rows.values_list("place", "content")[: MOST_LEAVES + 1])
    shown = taken[:MOST_LEAVES]
    return EvidencePage(
        VERSION, settings.PLATFORM_CODE, digest_of(text), tuple(content for _, content in shown),
        shown[-1][0] if shown else 0, len(taken) > MOST_LEAVES,
    )  # fmt: skip


def _peer(row: OtherNode, platform: OtherPlatform) -> PeerNodeView:
    return PeerNodeView(
        row.id, platform.code, Text.of(platform.name_zh, platform.name_en), platform.url,
        platform.spki,
    )  # fmt: skip
