"""Reading the ledger: the chain's head and health, and the evidence about one thing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.models import Head
from tongban.ledger.models import Leaf as LeafRow
from tongban.ledger.policies import may_see_leaf
from tongban.ledger.views import ChainHead, ChainVerdict, LeafView
from tongban_trust.chain import ChainFault, ChainFaultKind, Link, check_chain, genesis
from tongban_trust.suites import suite

_CHUNK = 5000
_MOST_LEAVES_ABOUT = 1000
_FAULT_WORDS = {
    ChainFaultKind.ALTERED: ("内容被改动", "was altered"),
    ChainFaultKind.DROPPED: ("缺失", "is missing"),
    ChainFaultKind.REORDERED: ("不是原来位置上的那一条", "is not the one that was chained there"),
    ChainFaultKind.ADDED: ("不是由排序程序接上的", "was not put there by the sequencer"),
    ChainFaultKind.CUT_SHORT: ("起的末尾被截断", "and what follows was cut off"),
}


def chain_head() -> ChainHead:
    """How long the chain is and the hex digest of its end; publish it to make rewriting visible."""
    head = Head.objects.order_by("id").first()
    if head is None:
        return ChainHead(0, genesis(suite_in_force()).hex())
    return ChainHead(head.size, bytes(head.digest).hex())


def verify_chain() -> ChainVerdict:
    """Recompute the whole chain and name the first altered, dropped or reordered leaf.

    Also compares what the columns say with what the canonical bytes say. Reads in chunks, so any
    length fits in memory; leaves sequenced meanwhile are left for the next time.
    """
    head = Head.objects.order_by("id").first()
    chain_suite = suite(head.suite) if head else suite_in_force()
    expected = (head.size, bytes(head.digest)) if head else (0, genesis(chain_suite))
    check = check_chain(chain_suite, _links(expected[0]), expected)
    waiting = LeafRow.objects.filter(sequence__isnull=True).count()
    fault = check.fault
    return ChainVerdict(
        holds=fault is None,
        size=check.size,
        digest=check.head.hex(),
        unsequenced=waiting,
        fault=fault.kind.value if fault else None,
        fault_sequence=fault.sequence if fault else None,
        fault_leaf_id=fault.leaf_id if fault else None,
        message=_sentence(fault) if fault else None,
    )


def leaves_about(actor: Actor, about: str) -> tuple[LeafView, ...]:
    """The leaves about one aggregate, oldest first, that this actor may see (at most 1,000).

    Personal values are never in them: ``sealed_names`` says what was committed to.
    """
    rows = LeafRow.objects.filter(about=about).order_by("arrival")[:_MOST_LEAVES_ABOUT]
    return tuple(
        _view(row)
        for row in rows
        if may_see_leaf(actor, subject_id=row.subject_id, leaf_actor_ids=row.actor)
    )


def _links(size: int) -> Iterator[Link]:
    """The links up to ``size``, then the first that lies past the head, if somebody put one there.

    The sequencer moves leaves and head in one transaction, so one statement sees both or neither.
    """
    placed = LeafRow.objects.filter(sequence__lte=size).order_by("sequence")
    for row in placed.iterator(chunk_size=_CHUNK):
        yield _link(row)
    recorded = Coalesce(Subquery(Head.objects.order_by("id").values("size")[:1]), 0)
    past = LeafRow.objects.filter(sequence__gt=recorded).order_by("sequence").first()
    if past is not None:
        yield _link(past)


def _link(row: LeafRow) -> Link:
    content = bytes(row.content) if _columns_agree(row) else b"columns and content differ"
    return Link(
        sequence=row.sequence or 0,
        leaf_id=row.leaf_id,
        content=content,
        digest=bytes(row.digest),
        chain_digest=bytes(row.chain_digest or b""),
        suite=suite(row.suite),
    )


def _columns_agree(row: LeafRow) -> bool:
    try:
        said = json.loads(bytes(row.content))
        stated = (said["id"], said["kind"], said["about"], said["actor"], said["suite"])
        moment = datetime.fromisoformat(said["at"])
    except (ValueError, KeyError, TypeError):
        return False
    return (*stated, moment) == (row.leaf_id, row.kind, row.about, row.actor, row.suite, row.at)


def _view(row: LeafRow) -> LeafView:
    said = json.loads(bytes(row.content))
    return LeafView(
        leaf_id=row.leaf_id,
        kind=row.kind,
        about=row.about,
        at=row.at,
        actor=row.actor,
        facts=said["facts"],
        digest=bytes(row.digest).hex(),
        sequence=row.sequence,
        sealed_names=tuple(sorted(said["commitments"])),
    )


def _sentence(fault: ChainFault) -> Text:
    zh, en = _FAULT_WORDS[fault.kind]
    named_zh = f"（{fault.leaf_id}）" if fault.leaf_id else ""
    named_en = f" ({fault.leaf_id})" if fault.leaf_id else ""
    return Text.of(
        f"第{fault.sequence}条{named_zh}{zh}。", f"Leaf {fault.sequence}{named_en} {en}."
    )
