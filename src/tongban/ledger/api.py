"""The door of the ledger."""

from __future__ import annotations

from tongban.ledger.actions.create_key import create_key
from tongban.ledger.actions.destroy_key_version import destroy_key_version
from tongban.ledger.actions.forget_subject import forget_subject
from tongban.ledger.actions.gather_cosignatures import gather_cosignatures
from tongban.ledger.actions.open_evidence_log import log_origin
from tongban.ledger.actions.promise_for import promise_for
from tongban.ledger.actions.record import record, recorded_together
from tongban.ledger.actions.rotate_key import rotate_key
from tongban.ledger.actions.sequence_leaves import sequence_leaves
from tongban.ledger.custody import CustodyKey, check_keys, key_versions, signing_key
from tongban.ledger.new_rows import insert_rows
from tongban.ledger.queries.leaves import latest_leaves, leaf_content, leaves_about
from tongban.ledger.queries.log import (
    inclusion_proof,
    latest_checkpoint,
    log_identity,
    log_tile,
    root_with,
)
from tongban.ledger.queries.verify import verify_log
from tongban.ledger.refusals import (
    EvidenceNotForYou,
    EvidenceNotShown,
    KeyNotChanged,
    KeysNotForYou,
    KeysUnusable,
    LogForked,
    LogUnusable,
    MasterKeyUnusable,
    NotYetLogged,
    SubjectForgotten,
    WitnessesMisnamed,
)
from tongban.ledger.vault import (
    blind_index,
    derive_secret,
    key_read,
    seal,
    seal_many,
    unseal,
    unseal_many,
    wrapped_key_of,
)
from tongban.ledger.views import (
    InclusionProof,
    KeyHealth,
    LeafReceipt,
    LeafView,
    LogCheckpoint,
    LogIdentity,
    LogVerdict,
    Retention,
)

__all__ = [
    "CustodyKey",
    "EvidenceNotForYou",
    "EvidenceNotShown",
    "InclusionProof",
    "KeyHealth",
    "KeyNotChanged",
    "KeysNotForYou",
    "KeysUnusable",
    "LeafReceipt",
    "LeafView",
    "LogCheckpoint",
    "LogForked",
    "LogIdentity",
    "LogUnusable",
    "LogVerdict",
    "MasterKeyUnusable",
    "NotYetLogged",
    "Retention",
    "SubjectForgotten",
    "WitnessesMisnamed",
    "blind_index",
    "check_keys",
    "create_key",
    "derive_secret",
    "destroy_key_version",
    "forget_subject",
    "gather_cosignatures",
    "inclusion_proof",
    "insert_rows",
    "key_read",
    "key_versions",
    "latest_checkpoint",
    "latest_leaves",
    "leaf_content",
    "leaves_about",
    "log_identity",
    "log_origin",
    "log_tile",
    "promise_for",
    "record",
    "recorded_together",
    "root_with",
    "rotate_key",
    "seal",
    "seal_many",
    "sequence_leaves",
    "signing_key",
    "unseal",
    "unseal_many",
    "verify_log",
    "wrapped_key_of",
]
