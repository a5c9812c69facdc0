"""record: evidence leaves, in the transaction of the act they prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.domain.leaf import VERSION, Leaf, build_leaf
from tongban.ledger.vault import seal
from tongban.ledger.views import LeafReceipt, Retention
from tongban_trust.canonical import canonical_bytes

# Lists go over in binary (%b): as text they would be escaped here and read back there.
_INSERT_LEAVES = """
    INSERT INTO ledger_leaf
        (leaf_id, kind, about, actor, subject_id, at, version, suite, content, digest)
    SELECT leaf_id, kind, about, actor, subject_id, at, %s, suite, content, digest
    FROM unnest(%b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::timestamptz[],
        %b::text[], %b::bytea[], %b::bytea[]) WITH ORDINALITY
        AS made (leaf_id, kind, about, actor, subject_id, at, suite, content, digest, place)
    ORDER BY place
"""
_INSERT_SEALED = """
    INSERT INTO ledger_sealedrow (leaf_id, subject_id, retention, sealed)
    SELECT leaf.arrival, kept.subject_id, kept.retention, kept.sealed
    FROM unnest(%b::text[], %b::text[], %b::text[], %b::bytea[])
        AS kept (leaf_id, subject_id, retention, sealed)
    JOIN ledger_leaf AS leaf ON leaf.leaf_id = kept.leaf_id
"""


@dataclass(frozen=True, slots=True)
class _Sealed:
    subject_id: str
    retention: str
    row: bytes


@dataclass(frozen=True, slots=True)
class _Entry:
    """A leaf that waits to be written, with what is sealed beside it."""

    leaf: Leaf
    kind: str
    about: str
    subject_id: str | None
    sealed: _Sealed | None


_waiting: ContextVar[list[_Entry] | None] = ContextVar("leaves_waiting", default=None)


@contextmanager
def recorded_together() -> Iterator[None]:
    """Leaves recorded inside are written at its end, in their order, by one statement.

    For an act that leaves several. Open it inside the act's transaction; when the act fails nothing
    is written.
    """
    if _waiting.get() is not None:
        yield
        return
    entries: list[_Entry] = []
    token = _waiting.set(entries)
    try:
        yield
    finally:
        _waiting.reset(token)
    _write(entries)


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
    with ``sealed``; none of its own inside ``recorded_together``. RuntimeError outside a
    transaction; ValueError for ``sealed`` without a subject, facts without canonical form, facts
    with a personal number. Refuses with SubjectForgotten.
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
    kept = None
    if sealed and subject_id is not None:
        kept = _Sealed(subject_id, retention.value, seal(subject_id, _opening(leaf, sealed)))
    entry = _Entry(leaf, kind, about, subject_id, kept)
    waiting = _waiting.get()
    if waiting is None:
        _write([entry])
    else:
        waiting.append(entry)
    return LeafReceipt(leaf.leaf_id, leaf.digest.hex(), leaf.suite.name)


def _write(entries: Sequence[_Entry]) -> None:
    if not entries:
        return
    leaves = [
        (e.leaf.leaf_id, e.kind, e.about, e.leaf.actor, e.subject_id, e.leaf.at,
         e.leaf.suite.name, e.leaf.content, e.leaf.digest)
        for e in entries
    ]  # fmt: skip
    sealed = [
        (e.leaf.leaf_id, e.sealed.subject_id, e.sealed.retention, e.sealed.row)
        for e in entries
        if e.sealed
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_LEAVES, [VERSION, *map(list, zip(*leaves, strict=True))])
        if sealed:
            cursor.execute(_INSERT_SEALED, [*map(list, zip(*sealed, strict=True))])


def _opening(leaf: Leaf, sealed: Mapping[str, str]) -> bytes:
    """The values with the salts that open their commitments: both go when the key goes."""
    return canonical_bytes(
        {
            name: {"salt": leaf.openings[name].salt.hex(), "value": value}
            for name, value in sealed.items()
        }
    )
