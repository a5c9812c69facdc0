"""Reconcile two nodes 对账, one of which may be another platform's: its log is fetched."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

from django.conf import settings
from django.utils import timezone

from tongban.exchange.api import (
    LACKS_APART,
    MOST_COMPARED,
    Lack,
    PeerNodeView,
    lacks_against,
    lacks_between,
    nodes,
    nodes_elsewhere,
)
from tongban.federation.adapters.fetching import PlatformAway, fetch_evidence
from tongban.federation.adapters.platform_key import platform_key
from tongban.federation.refusals import PeerEvidenceNotTaken
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms
from tongban_trust.signing import BadEncoding, PublicKey
from tongban_wire.evidence import Leaf
from tongban_wire.numbered import SnapshotRefused
from tongban_wire.peer_evidence import VERSION, EvidenceAsk, open_page, sign_ask

_MOST_PAGES = 20
_WHOLE_S, _LEAST_S = 30.0, 0.1
_LAST_PLACE = 2**53 - 1


def reconcile_nodes(
    *, actor: Actor, one: str, other: str, since: datetime, until: datetime
) -> tuple[Lack, ...]:
    """What the evidence of one node has and the other's lacks; one may be another platform's.

    That platform is asked, with signed questions, for what its node keeps of messages with ours:
    at most 20 pages and the newest 20,000 leaves within half a minute. Its answer stands by its
    signature alone: it says what the platform holds of the log. Refuses: exchange's NodesNotYours,
    NodeUnknown; PeerEvidenceNotTaken (away, or an answer that does not hold); ledger's
    KeysUnusable.
    """
    peers = {each.id: each for each in nodes_elsewhere(actor, timezone.now())}
    ours = {each.id for each in nodes(actor)}
    if one in peers and other in ours:
        one, other = other, one
    if one not in ours or other not in peers:
        return lacks_between(actor, one, other, since, until=until)
    told = _told(peers[other], one, since - LACKS_APART, until + LACKS_APART)
    return lacks_against(actor, one, other, told, since, until=until)


def _told(peer: PeerNodeView, ours: str, since: datetime, until: datetime) -> list[Leaf]:
    """The leaves the other platform keeps, newest first."""
    found: list[Leaf] = []
    before, ends = _LAST_PLACE, monotonic() + _WHOLE_S
    for _ in range(_MOST_PAGES):
        now = timezone.now()
        ask = EvidenceAsk(
            VERSION, settings.PLATFORM_CODE, peer.platform, peer.id, ours, at_ms(since),
            at_ms(until), before, at_ms(now),
        )  # fmt: skip
        text = sign_ask(ask, platform_key(now))
        try:
            key = PublicKey.from_spki(bytes.fromhex(peer.spki))
            left = max(ends - monotonic(), _LEAST_S)
            answer = fetch_evidence(peer.url, settings.PLATFORM_CODE, text, left)
            page, leaves = open_page(answer, {key.key_id: key}, text, ask)
        except (PlatformAway, SnapshotRefused, BadEncoding, ValueError) as error:
            raise PeerEvidenceNotTaken(peer.platform, str(error)) from error
        found += leaves
        if not page.more or len(found) >= MOST_COMPARED:
            break
        before = page.last
    return found[:MOST_COMPARED]
