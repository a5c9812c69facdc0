"""The door of the ledger."""

from __future__ import annotations

from tongban.ledger.actions.forget_subject import forget_subject
from tongban.ledger.actions.record import record, recorded_together
from tongban.ledger.actions.sequence_leaves import sequence_leaves
from tongban.ledger.queries import chain_head, leaves_about, verify_chain
from tongban.ledger.refusals import EvidenceNotForYou, MasterKeyUnusable, SubjectForgotten
from tongban.ledger.vault import blind_index, seal, seal_many, unseal, unseal_many
from tongban.ledger.views import ChainHead, ChainVerdict, LeafReceipt, LeafView, Retention

__all__ = [
    "ChainHead",
    "ChainVerdict",
    "EvidenceNotForYou",
    "LeafReceipt",
    "LeafView",
    "MasterKeyUnusable",
    "Retention",
    "SubjectForgotten",
    "blind_index",
    "chain_head",
    "forget_subject",
    "leaves_about",
    "record",
    "recorded_together",
    "seal",
    "seal_many",
    "sequence_leaves",
    "unseal",
    "unseal_many",
    "verify_chain",
]
