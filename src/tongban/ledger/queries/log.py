"""The evidence log as outsiders see it: who it is, its checkpoint, its tiles, its proofs."""

from __future__ import annotations

from django.conf import settings

from tongban.kernel.actor import Actor
from tongban.ledger.actions.open_evidence_log import open_evidence_log
from tongban.ledger.adapters import tile_files
from tongban.ledger.adapters.witness_calls import known_witnesses
from tongban.ledger.models import EvidenceLog
from tongban.ledger.models import Leaf as LeafRow
from tongban.ledger.policies import may_read_entries, may_see_leaf
from tongban.ledger.refusals import EvidenceNotShown, LogUnusable, NotYetLogged
from tongban.ledger.views import InclusionProof, LogCheckpoint, LogIdentity
from tongban_trust.suites import suite
from tongban_trust.tlog.layout import BadTile
from tongban_trust.tlog.note import Checkpoint
from tongban_trust.tlog.tree import empty_root


def log_identity() -> LogIdentity:
    """The log of this database and the keys to verify it with; named now if it never was.

    For trust bundles and verifiers. Refuses: KeysUnusable, WitnessesMisnamed.
    """
    log = open_evidence_log()
    return LogIdentity(
        origin=log.origin,
        suite=log.suite,
        key=tile_files.key_of(log).line,
        witnesses=tuple(each.key.line for each in known_witnesses()),
        witnesses_needed=settings.LOG_WITNESSES_NEEDED,
        merge_delay_s=settings.LOG_MERGE_DELAY_S,
    )


def latest_checkpoint() -> LogCheckpoint:
    """The newest published checkpoint: where there are witnesses, the newest they were shown.

    Size 0, the empty tree and no text before the first. Its signature was checked. Refuses:
    LogUnusable, WitnessesMisnamed.
    """
    log = open_evidence_log()
    found = _published(log)
    if found is None:
        return LogCheckpoint(log.origin, 0, empty_root(suite(log.suite)).hex(), "", (), False)
    witnesses = [each.key for each in known_witnesses()]
    names = tuple(key.name for key in witnesses if found.cosigned_at(key) is not None)
    enough = len(names) >= settings.LOG_WITNESSES_NEEDED
    return LogCheckpoint(log.origin, found.size, found.root.hex(), found.text, names, enough)


def inclusion_proof(actor: Actor, leaf_id: str) -> InclusionProof:
    """That the leaf is in the log, as of the newest published checkpoint.

    Refuses: EvidenceNotShown, NotYetLogged (also for a leaf that is none), LogUnusable.
    """
    row = LeafRow.objects.filter(leaf_id=leaf_id).order_by("arrival").first()
    if row is None:
        raise NotYetLogged(leaf_id)
    if not may_see_leaf(actor, subject_id=row.subject_id, leaf_actor_ids=row.actor):
        raise EvidenceNotShown
    log = open_evidence_log()
    checkpoint = _published(log)
    if checkpoint is None or row.sequence is None or row.sequence >= checkpoint.size:
        raise NotYetLogged(leaf_id)
    reader = tile_files.reading(log, checkpoint.size)
    try:
        leaf, path = reader.leaf(row.sequence), reader.inclusion(row.sequence)
    except (OSError, BadTile) as error:
        raise LogUnusable(str(error)) from error
    return InclusionProof(leaf_id, row.sequence, leaf, path, checkpoint.text)


def root_with(leaf_id: str) -> tuple[int, str]:
    """Size and root (hexadecimal) of the log that ends with this leaf: fixed once it is placed.

    Anybody computes it again from the tiles. Refuses: NotYetLogged while no published checkpoint
    holds the leaf, LogUnusable.
    """
    row = LeafRow.objects.filter(leaf_id=leaf_id).order_by("arrival").first()
    log = open_evidence_log()
    checkpoint = _published(log)
    if row is None or row.sequence is None or checkpoint is None:
        raise NotYetLogged(leaf_id)
    if row.sequence >= checkpoint.size:
        raise NotYetLogged(leaf_id)
    size = row.sequence + 1
    try:
        return size, tile_files.reading(log, size).root().hex()
    except (OSError, BadTile) as error:
        raise LogUnusable(str(error)) from error


def log_tile(actor: Actor, place: str) -> bytes | None:
    """A file of the log by its path (``tile/0/000``, C2SP tlog-tiles); None when there is none.

    Hash tiles are for everybody. Entries carry no personal value, but read together they tell what
    one account did: they are for the platform, supervisors and operators. Refuses:
    EvidenceNotShown.
    """
    if place.startswith("tile/entries/") and not may_read_entries(actor):
        raise EvidenceNotShown
    return tile_files.tile_bytes(open_evidence_log(), place)


def _published(log: EvidenceLog) -> Checkpoint | None:
    witnessed = tile_files.witnessed_checkpoint(log) if known_witnesses() else None
    return witnessed or tile_files.own_checkpoint(log)
