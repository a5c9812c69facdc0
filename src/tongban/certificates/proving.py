"""The proof of an issue: its record, the leaf that carries the digest, the log's promise."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.conf import settings

from tongban.certificates import events
from tongban.certificates.domain.trust import TrustLevel
from tongban.certificates.models import Certificate
from tongban.certificates.sealing import Personal
from tongban.certificates.supervising import supervisor_of
from tongban.certificates.telling import tell
from tongban.kernel.actor import Actor
from tongban.kernel.sitting import one_sitting
from tongban.ledger.api import (
    LeafReceipt,
    LogUnusable,
    NotYetLogged,
    inclusion_proof,
    leaf_content,
    log_origin,
    promise_for,
)
from tongban_trust.record import HOLDER, SALT_BYTES, CertificateRecord, Disclosure, commit_fields
from tongban_trust.suites import suite
from tongban_trust.tlog.note import parse_checkpoint
from tongban_trust.tlog.promise import Promise
from tongban_trust.verify import Attached, Inclusion, read_leaf

_PLATFORM = Actor.system("certificates")


def new_seed() -> bytes:
    """What the salts of one certificate's record are drawn from; sealed with its values."""
    return os.urandom(SALT_BYTES)


def disclosures_of(personal: Personal, suite_name: str) -> tuple[Disclosure, ...]:
    """Holder and fields, each with its salt; a salt tells nothing about the others."""
    hashing = suite(suite_name)
    values = {HOLDER: personal.holder_name}
    values |= {each.name: each.value for each in personal.fields if each.name != HOLDER}
    return tuple(
        Disclosure(name, value, hashing.mac(personal.seed, name.encode())[:SALT_BYTES])
        for name, value in values.items()
    )


def record_of(
    row: Certificate,
    disclosures: Sequence[Disclosure],
    origin: str,
    suite_name: str,
    supervisor: str | None,
) -> CertificateRecord:
    """The record of a certificate as it was issued."""
    holder, fields = commit_fields(suite(suite_name), disclosures)
    return CertificateRecord(
        identifier=row.identifier,
        type_code=row.type_code,
        type_version=row.type_version,
        issuer=row.issuer_code,
        holder=holder,
        fields=fields,
        issued_at=row.issued_at.astimezone(UTC).replace(microsecond=0),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        suite_name=suite_name,
        previous=row.previous_identifier or None,
        trust_level=TrustLevel.A.name,
        origin=origin,
        supervisor=supervisor,
    )


def prove_issue(
    actor: Actor,
    issued: Sequence[tuple[Certificate, Personal]],
    now: datetime,
    supervisor: str | None,
) -> None:
    """Leaf and event of each certificate about to be stored, and one promise for all of them.

    ``supervisor`` is the body that supervises their type 监制, where it names one.
    In the transaction of the issue; fills ``record_digest``, ``issue_leaf`` and ``promise``.
    """
    with one_sitting():
        origin = log_origin()
        receipts = [
            _record_issue(actor, row, personal, origin, now, supervisor) for row, personal in issued
        ]
        promises = promise_for(receipts, now)
    for (row, _), promise in zip(issued, promises, strict=True):
        row.promise = promise.to_json()


def _record_issue(
    actor: Actor,
    row: Certificate,
    personal: Personal,
    origin: str,
    now: datetime,
    supervisor: str | None,
) -> LeafReceipt:
    suite_name = settings.TRUST_SUITE
    shown = disclosures_of(personal, suite_name)
    said = record_of(row, shown, origin, suite_name, supervisor)
    row.record_digest = said.digest()
    facts = {
        "certificate": row.id,
        "identifier": row.identifier,
        "type": row.type_code,
        "type_version": row.type_version,
        "issuer": row.issuer_code,
        "case": row.case_id,
    }
    receipt = tell(
        kind="certificates.issued",
        event=events.CERTIFICATE_ISSUED,
        about=row.id,
        facts=facts,
        actor=actor,
        now=now,
        holder_id=row.holder_id,
        evidence={
            "record": row.record_digest,
            "operation": row.operation,
            "previous": row.previous_identifier,
        },
    )
    row.issue_leaf = receipt.leaf_id
    return receipt


def proof_of(row: Certificate, personal: Personal) -> Attached | None:
    """Everything that proves a certificate, to be sealed into its file.

    None for one from before records were kept, and when its holder was forgotten.
    """
    content = leaf_content(_PLATFORM, row.issue_leaf) if row.issue_leaf else None
    if content is None or not personal.seed:
        return None
    promise = Promise.from_json(row.promise)
    for suite_name in {settings.TRUST_SUITE, "gm", "intl"}:
        shown = disclosures_of(personal, suite_name)
        said = record_of(row, shown, promise.origin, suite_name, supervisor_of(row))
        if said.digest() == row.record_digest:
            found = Attached(said, shown, read_leaf(content), promise, None)
            return replace(found, inclusion=inclusion_of(row.issue_leaf))
    return None


def inclusion_of(leaf_id: str) -> Inclusion | None:
    """The proof that the leaf of an issue is in the log; None while it is not."""
    try:
        found = inclusion_proof(_PLATFORM, leaf_id)
    except (NotYetLogged, LogUnusable):
        return None
    return Inclusion(found.index, found.path, parse_checkpoint(found.checkpoint))
