"""Show another platform what our node keeps of its messages with a node of that platform."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.exchange.api import evidence_for_peer
from tongban.federation.adapters.platform_key import platform_key
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban_wire.peer_evidence import sign_page

_MAKER = Actor.system("federation")


def show_evidence(*, code: str, text: str, now: datetime) -> str:
    """The signed page that answers the signed ask of platform ``code``; that it was shown is kept.

    Refuses: exchange's EvidenceRefused, NodeUnknown; ledger's KeysUnusable.
    """
    with transaction.atomic():
        page = evidence_for_peer(code, text, now)
        facts = {"platform": code, "ask": page.digest, "leaves": len(page.leaves)}
        record(kind="federation.evidence-shown", about=code, facts=facts, actor=_MAKER, now=now)
        return sign_page(page, platform_key(now))
