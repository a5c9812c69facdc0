"""promise_for: the log's signed word that leaves just recorded will be in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from tongban.ledger.actions.open_evidence_log import log_name
from tongban.ledger.adapters.log_key import log_key
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
    origin, suite_name = log_name()
    return promise(
        suite(suite_name),
        log_key(suite_name),
        origin,
        _hashes(suite_name, receipts),
        at=int(now.timestamp()),
        merge_delay_s=settings.LOG_MERGE_DELAY_S,
    )


def _hashes(suite_name: str, receipts: Sequence[LeafReceipt]) -> list[bytes]:
    """The digests, anew from the bytes where the leaf's suite is not the log's."""
    own = suite(suite_name)
    others = {receipt.leaf_id for receipt in receipts if receipt.suite != suite_name}
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
