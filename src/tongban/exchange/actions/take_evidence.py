"""take_evidence: the next leaves of a node's log, without a gap or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tongban.exchange import events
from tongban.exchange.keeping_looks import keep_looks
from tongban.exchange.models import DayProof, Node, NodeLeaf
from tongban.exchange.refusals import EvidenceRefused, NodeUnknown
from tongban.jobs.api import publish
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.moments import moment_of
from tongban.ledger.api import record
from tongban_trust.signing import PublicKey
from tongban_trust.suites import suite
from tongban_trust.tlog.note import NoteKey
from tongban_wire.evidence import (
    Followed,
    Leaf,
    LeafPage,
    PageFault,
    PageRefused,
    follow,
    read_page,
)
from tongban_wire.plain import Malformed

_MAKER = Actor.system("exchange")


def take_evidence(*, page: bytes, now: datetime) -> int:
    """Take a page of a node's log (``LeafPage``); returns how many of its leaves are here now.

    The page proves itself: its checkpoint is signed by the node's log key and its leaves continue
    those taken before, so nobody else can add one and the node can leave none out. A page from
    elsewhere in the log changes nothing: the node sends on from the number it is told. What does
    not continue the log is refused and told in evidence. Refuses: NodeUnknown, EvidenceRefused.
    """
    try:
        said = read_page(page)
    except Malformed as error:
        raise EvidenceRefused(PageFault.MALFORMED.value) from error
    try:
        return _take_page(said, now)
    except IntegrityError:
        # The node at the other end told of the same call at the same moment: now it stands.
        return _take_page(said, now)


def _take_page(said: LeafPage, now: datetime) -> int:
    fault: PageFault | None = None
    with transaction.atomic():
        row = Node.objects.select_for_update().filter(id=said.origin).order_by("id").first()
        if row is None:
            raise NodeUnknown
        if said.first != row.log_size:
            return row.log_size
        try:
            _take(row, said, now)
        except PageRefused as refused:
            fault = refused.fault
            _remember_refusal(row, fault, now)
    if fault is not None:
        raise EvidenceRefused(fault.value)
    return row.log_size


def _take(row: Node, page: LeafPage, now: datetime) -> None:
    chosen = suite(row.suite)
    key = NoteKey(row.id, PublicKey.from_spki(bytes.fromhex(row.log_spki)))
    before = Followed(row.log_size, tuple(row.log_peaks))
    after, leaves, checkpoint = follow(before, page, chosen, key)
    NodeLeaf.objects.bulk_create(
        NodeLeaf(
            node=row,
            place=before.size + offset,
            kind=leaf.kind.value,
            call=leaf.call,
            at=moment_of(leaf.at_ms),
            content=text,
        )
        for offset, (leaf, text) in enumerate(zip(leaves, page.leaves, strict=True))
    )
    _prove_days(row, before.size, leaves, after.size, page.checkpoint)
    keep_looks(row, leaves, now)
    row.log_size, row.log_peaks = after.size, list(after.peaks)
    row.log_checkpoint, row.log_taken_at, row.log_refused = page.checkpoint, now, ""
    row.save(
        update_fields=["log_size", "log_peaks", "log_checkpoint", "log_taken_at", "log_refused"]
    )
    facts = {"first": before.size, "size": after.size, "root": after.root(chosen).hex(),
             "signed_size": checkpoint.size}  # fmt: skip
    record(kind="exchange.evidence-taken", about=row.id, facts=facts, actor=_MAKER, now=now)
    told = {"node": row.id, "first": before.size, "size": after.size}
    publish(event=events.EVIDENCE_TAKEN, aggregate=row.id, payload=told, now=now)


def _prove_days(row: Node, first: int, leaves: Sequence[Leaf], size: int, checkpoint: str) -> None:
    """By the day a leaf says it was written: which places that day takes up."""
    places: dict[date, list[int]] = defaultdict(list)
    for offset, leaf in enumerate(leaves):
        places[local_date(moment_of(leaf.at_ms))].append(first + offset)
    for day, taken in sorted(places.items()):
        known = DayProof.objects.filter(node=row, day=day).order_by("day").first()
        proof = known or DayProof(node=row, day=day, first=taken[0], leaves=0)
        proof.first, proof.end = min(proof.first, taken[0]), taken[-1] + 1
        proof.leaves += len(taken)
        proof.size, proof.checkpoint = size, checkpoint
        proof.save()


def _remember_refusal(row: Node, fault: PageFault, now: datetime) -> None:
    row.log_refused = fault.value
    row.save(update_fields=["log_refused"])
    facts = {"fault": fault.value, "size": row.log_size}
    record(kind="exchange.evidence-refused", about=row.id, facts=facts, actor=_MAKER, now=now)
