"""sequence_leaves: give committed leaves their place in the chain."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.models import Head
from tongban.ledger.models import Leaf as LeafRow
from tongban_trust.chain import extend, genesis
from tongban_trust.suites import suite

_LOCK = 0x746F6E67_6C656467  # "tongledg": the advisory lock of the one sequencer
_BATCH = 2000
_PLACE = (
    "UPDATE ledger_leaf AS leaf SET sequence = placed.sequence, chain_digest = placed.link"
    " FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) AS placed (arrival, sequence, link)"
    " WHERE leaf.arrival = placed.arrival"
)


def sequence_leaves(now: datetime) -> int:  # noqa: ARG001  every action takes now
    """Chain all leaves committed by now; how many were placed.

    Only one sequencer works at a time: when another holds the lock this returns 0 at once. It sees
    committed leaves only, so an act that is rolled back leaves no gap. Call it outside any
    transaction (RuntimeError otherwise). Safe to repeat and to kill.
    """
    placed = 0
    while batch := _place_one_batch():
        placed += batch
        if batch < _BATCH:
            break
    return placed


def _place_one_batch() -> int:
    # durable: inside a caller's transaction we would see and chain leaves not yet committed.
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        waiting = LeafRow.objects.filter(sequence__isnull=True).order_by("arrival")
        leaves = list(waiting.values_list("arrival", "digest")[:_BATCH])
        if not leaves:
            return 0
        head = _head()
        chain_suite = suite(head.suite)
        arrivals, numbers, links = [], [], []
        size, link = head.size, bytes(head.digest)
        for arrival, digest in leaves:
            size, link = size + 1, extend(chain_suite, link, bytes(digest))
            arrivals.append(arrival)
            numbers.append(size)
            links.append(link)
        cursor.execute(_PLACE, [arrivals, numbers, links])
        head.size, head.digest = size, link
        head.save()
        return len(arrivals)


def _head() -> Head:
    """The head row; a first call starts the chain with the suite in force."""
    head = Head.objects.order_by("id").first()
    if head is None:
        chosen = suite_in_force()
        head = Head(id=1, size=0, digest=genesis(chosen), suite=chosen.name)
    return head
