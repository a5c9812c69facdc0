"""promise_for: the log's signed word that leaves just recorded will be in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from tongban.ledger.actions.open_evidence_log import open_evidence_log
from tongban.ledger.adapters.log_key import log_key
from tongban.ledger.models import EvidenceLog
from tongban.ledger.models import Leaf as LeafRow
from tongban.ledger.views import LeafReceipt
from tongban_trust.suites import suite
from tongban_trust.tlog.promise import Promise, promise
from tongban_trust.tlog.tree import leaf_hash


def promise_for(receipts: Sequence[LeafReceipt], now: datetime) -> tuple[Promise, ...]:
    """A promise 入链承诺 for each leaf, in order, with one signature for all of them.

    Give it the receipts of leaves that commit together (at most 100,000, ValueError beyond), in
    their transaction; one query. The leaf must be in the log LOG_MERGE_DELAY_S seconds after
    ``now`` at the latest. Refuses with KeysUnusable. Source: as the signed certificate timestamp
    of RFC 6962, 3.2.
    """
    if not receipts:
        return ()
    log = open_evidence_log()
    return promise(
        suite(log.suite),
        log_key(log.suite),
        log.origin,
        _hashes(log, receipts),
        at=int(now.timestamp()),
        merge_delay_s=settings.LOG_MERGE_DELAY_S,
    )


def _hashes(log: EvidenceLog, receipts: Sequence[LeafReceipt]) -> list[bytes]:
    """The digests, anew from the bytes where the leaf's suite is not the log's."""
    own = suite(log.suite)
    others = {receipt.leaf_id for receipt in receipts if receipt.suite != log.suite}
    contents: dict[str, bytes] = {}
    if others:
        rows = LeafRow.objects.filter(leaf_id__in=others).order_by("arrival")
        contents = {row.leaf_id: bytes(row.content) for row in rows}
    return [
        leaf_hash(own, contents[receipt.leaf_id])
        if receipt.leaf_id in contents
        else bytes.fromhex(receipt.digest)
        for receipt in receipts
    ]
