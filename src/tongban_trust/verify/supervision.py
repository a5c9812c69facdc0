"""The supervising seal 监制章: another body stands beside the issuer for what a record says.

A document has room for one seal over all of it, the issuer's. Who supervises seals the record
itself, which the issuer's seal then covers: neither can be taken off without the other telling.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tongban_trust.bundle import TrustBundle
from tongban_trust.documents import SealFacts
from tongban_trust.record import CertificateRecord
from tongban_trust.seals import (
    BadSeal,
    SealSignature,
    SealUser,
    read_signature,
    sign_with_seal,
)
from tongban_trust.verify.attached import RECORD, Attached
from tongban_trust.verify.checks import SKEW, in_force
from tongban_trust.verify.verdict import Check, Outcome, failed, passed


def supervise(record: CertificateRecord, sealer: SealUser, *, at: datetime) -> bytes:
    """The supervising seal over a record, to travel as ``supervision.ses``.

    SES_Signature of GB/T 38540-2020, 7, in DER; ``at`` is aware and whole seconds are kept.
    BadSeal when the seal may not be used so. Source: 财政票据管理办法 (in summary): 监制.
    """
    return sign_with_seal(sealer, record.to_bytes(), property_info=RECORD, at=at)


def supervised(attached: Attached, bundle: TrustBundle, now: datetime) -> Iterator[Check]:
    """Whether the body that the record names supervises it; nothing when it names none."""
    record = attached.record
    if record.supervisor is None:
        if attached.supervision is not None:
            yield failed("verify.supervision_unasked", Outcome.ALTERED)
        return
    if attached.supervision is None:
        yield failed("verify.not_supervised", Outcome.UNKNOWN_ISSUER)
        return
    found = read_supervision(attached)
    if found is None:
        yield failed("verify.supervision_broken", Outcome.ALTERED)
        return
    faults = list(_faults(found, record, bundle, now))
    yield from faults or [passed("verify.supervised", found.seal.name)]


def read_supervision(attached: Attached) -> SealSignature | None:
    """The supervising seal's signature over just this record; None without one that holds."""
    try:
        found = read_signature(attached.supervision or b"", attached.record.to_bytes())
    except BadSeal:
        return None
    return found if found.property_info == RECORD else None


def _faults(
    found: SealSignature, record: CertificateRecord, bundle: TrustBundle, now: datetime
) -> Iterator[Check]:
    seal, at = found.seal, found.signed_at
    facts = SealFacts(seal.name, seal.identifier, seal.valid_from, seal.valid_until, seal.maker)
    yield from in_force(found.certificate, facts, at, bundle)
    if found.certificate.organisation_code != record.supervisor:
        yield failed("verify.other_supervisor", Outcome.UNKNOWN_ISSUER)
    if at < record.issued_at - SKEW:
        yield failed("verify.back_dated", Outcome.NOT_LOGGED, "supervised before it was issued")
    if at > now + SKEW:
        yield failed("verify.clock", Outcome.UNDECIDED)
