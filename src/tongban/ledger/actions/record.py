"""record: one evidence leaf, in the transaction of the act it proves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.domain.leaf import VERSION, Leaf, build_leaf
from tongban.ledger.vault import seal
from tongban.ledger.views import LeafReceipt, Retention
from tongban_trust.canonical import canonical_bytes

_INSERT_LEAF = (
    "INSERT INTO ledger_leaf"
    " (leaf_id, kind, about, actor, subject_id, at, version, suite, content, digest)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING arrival"
)
_INSERT_SEALED = (
    "INSERT INTO ledger_sealedrow (leaf_id, subject_id, retention, sealed) VALUES (%s, %s, %s, %s)"
)


def record(
    *,
    kind: str,
    about: str,
    facts: Mapping[str, object],
    actor: Actor,
    now: datetime,
    sealed: Mapping[str, str] | None = None,
    subject_id: str | None = None,
    retention: Retention = Retention.CASE_FILE,
) -> LeafReceipt:
    """Write one leaf: ``kind`` (``case.accepted``) happened to the aggregate ``about``.

    ``facts`` are ids, codes and digests, never personal values (no floats); those go in ``sealed``
    (name → value), which enters the leaf as salted commitments and is kept encrypted for
    ``subject_id``. Without ``sealed``, ``subject_id`` only says whom it concerns. One INSERT, two
    with ``sealed``. RuntimeError outside a transaction; ValueError for ``sealed`` without a
    subject, facts without canonical form, facts with a personal number. Refuses with
    SubjectForgotten.
    Source: 716 Art 12 (electronic records), 网络安全法 21 (logs).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Evidence is written in the transaction of the act: open atomic() first")
    if sealed and subject_id is None:
        raise ValueError("Sealed values belong to somebody: subject_id is missing")
    leaf = build_leaf(
        leaf_id=new_id("leaf"),
        kind=kind,
        about=about,
        facts=facts,
        actor=actor,
        at=now,
        sealed=sealed or {},
        suite=suite_in_force(),
    )
    who = (leaf.actor, subject_id)
    proof = (VERSION, leaf.suite.name, leaf.content, leaf.digest)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_LEAF, (leaf.leaf_id, kind, about, *who, leaf.at, *proof))
        arrival = cursor.fetchone()[0]
        if sealed and subject_id is not None:
            row = seal(subject_id, _opening(leaf, sealed))
            cursor.execute(_INSERT_SEALED, (arrival, subject_id, retention.value, row))
    return LeafReceipt(leaf.leaf_id, leaf.digest.hex())


def _opening(leaf: Leaf, sealed: Mapping[str, str]) -> bytes:
    """The values with the salts that open their commitments: both go when the key goes."""
    return canonical_bytes(
        {
            name: {"salt": leaf.openings[name].salt.hex(), "value": value}
            for name, value in sealed.items()
        }
    )
