"""What an act leaves behind: its evidence leaf and its outbox row, in the act's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import LeafReceipt, record


def tell(
    *,
    kind: str,
    event: str,
    about: str,
    facts: Mapping[str, object],
    actor: Actor,
    now: datetime,
    holder_id: str | None = None,
    evidence: Mapping[str, object] | None = None,
    sealed: Mapping[str, str] | None = None,
) -> LeafReceipt:
    """Leaf ``kind`` and event ``event`` of the aggregate ``about``; the leaf's receipt.

    Both carry ``facts`` (ids and codes only); the leaf also ``evidence``, and ``sealed`` values as
    commitments for ``holder_id``.
    """
    receipt = record(
        kind=kind,
        about=about,
        facts={**facts, **(evidence or {})},
        actor=actor,
        now=now,
        sealed=sealed,
        subject_id=holder_id,
    )
    publish(event=event, aggregate=about, payload=facts, now=now)
    return receipt
