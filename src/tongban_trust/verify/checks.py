"""The single checks on a certificate: issuer, log, moments, status, term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from tongban_trust.bundle import Standing, TrustBundle
from tongban_trust.documents import SealedDocument, SealFacts
from tongban_trust.record import CertificateRecord
from tongban_trust.signing import suite_name_of
from tongban_trust.suites import Suite, suite
from tongban_trust.tlog.note import Checkpoint, NoteKey
from tongban_trust.tlog.tree import includes, leaf_hash
from tongban_trust.verify.attached import Attached, Inclusion
from tongban_trust.verify.copy import CopyTerms
from tongban_trust.verify.verdict import Check, Outcome, failed, noted, passed
from tongban_trust.x509 import Certificate, ChainFault, follow_chain

SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is verified, and for which civil day (of the issuer's time zone)."""

    now: datetime
    on: date


def sealed_by_issuer(
    document: SealedDocument, record: CertificateRecord, bundle: TrustBundle
) -> Iterator[Check]:
    """The seal's certificate leads to a root, was in force, and is the record's issuer's."""
    yield from in_force(document.signer, document.seal, document.signed_at, bundle, document.chain)
    if document.signer.organisation_code != record.issuer:
        yield failed("verify.other_issuer", Outcome.UNKNOWN_ISSUER)


def in_force(
    signer: Certificate,
    seal: SealFacts,
    at: datetime,
    bundle: TrustBundle,
    chain: Sequence[Certificate] = (),
) -> Iterator[Check]:
    """What is wrong with a seal at the moment it was put on; nothing when all is well."""
    found = follow_chain(
        signer, roots=bundle.roots, intermediates=chain, at=at, lists=bundle.revocation_lists
    )
    gone = (ChainFault.EXPIRED, ChainFault.NOT_YET_VALID)
    if found.fault is ChainFault.REVOKED:
        since = f"{found.since:%Y-%m-%dT%H:%M:%SZ}" if found.since else ""
        yield failed("verify.seal_revoked", Outcome.UNKNOWN_ISSUER, since)
    elif found.fault in gone:
        yield failed("verify.seal_not_in_force", Outcome.UNKNOWN_ISSUER, found.fault.value)
    elif found.fault is not None:
        yield failed("verify.unknown_issuer", Outcome.UNKNOWN_ISSUER, found.fault.value)
    if seal.maker is not None:
        made = follow_chain(
            seal.maker, roots=bundle.roots, at=at, usage="key_cert_sign",
            lists=bundle.revocation_lists,
        )  # fmt: skip
        if not made.holds:
            yield failed("verify.unknown_issuer", Outcome.UNKNOWN_ISSUER, "the seal's maker")
    early = seal.valid_from is not None and at < seal.valid_from
    late = seal.valid_until is not None and at > seal.valid_until
    if early or late:
        yield failed("verify.seal_not_in_force", Outcome.UNKNOWN_ISSUER, "the seal's term")


def may_issue(record: CertificateRecord, bundle: TrustBundle) -> Iterator[Check]:
    """The record's issuer may issue this type."""
    if record.type_code not in bundle.issuers.get(record.issuer, frozenset()):
        yield failed("verify.type_not_theirs", Outcome.UNKNOWN_ISSUER)


def logged(attached: Attached, bundle: TrustBundle, now: datetime) -> Check:
    """The issue is in the log, or was promised to be and there is still time."""
    leaf, record, log = attached.leaf, attached.record, bundle.log
    if leaf is None or record.origin != log.origin:
        return failed("verify.no_log_proof", Outcome.NOT_LOGGED)
    if (leaf.record_digest, leaf.identifier) != (record.digest(), record.identifier):
        return failed("verify.other_leaf", Outcome.NOT_LOGGED)
    if attached.inclusion is not None:
        if is_included(attached, bundle):
            code = "verify.logged" if log.witnesses_needed else "verify.logged_unwitnessed"
            return passed(code, f"{attached.inclusion.index}")
        return failed("verify.no_log_proof", Outcome.NOT_LOGGED, "the proof leads nowhere")
    promise = attached.promise
    if promise is None or not _promised(attached, bundle):
        return failed("verify.no_log_proof", Outcome.NOT_LOGGED)
    late = min(promise.merge_delay_s, log.merge_delay_s)
    if now.timestamp() > promise.at + late:
        return failed("verify.not_logged", Outcome.NOT_LOGGED)
    return noted("verify.logged_soon", Outcome.LOGGED_SOON)


def moments(
    attached: Attached, sealed_at: datetime | None, bundle: TrustBundle, now: datetime
) -> Iterator[Check]:
    """What the record, the leaf, the promise and the seal say of when agrees."""
    issued = attached.record.issued_at
    said = [attached.leaf.at.timestamp()] if attached.leaf else []
    said += [attached.promise.at] if attached.promise else []
    if any(abs(issued.timestamp() - moment) > SKEW.total_seconds() for moment in said):
        yield failed("verify.back_dated", Outcome.NOT_LOGGED)
    elif _seen_before(attached.inclusion, bundle, issued - SKEW):
        yield failed("verify.back_dated", Outcome.NOT_LOGGED, "a witness saw it before")
    elif sealed_at is not None and sealed_at < issued - SKEW:
        yield failed("verify.back_dated", Outcome.NOT_LOGGED, "sealed before it was issued")
    if max(issued, sealed_at or issued) > now + SKEW:
        yield failed("verify.clock", Outcome.UNDECIDED)


def status(key: str, issued_at: datetime, bundle: TrustBundle, on: date) -> Check:
    """How the issuer's list of changes says it stands on a day."""
    found = bundle.status.standing(key, on)
    if found is Standing.REVOKED:
        return failed("verify.revoked", Outcome.REVOKED)
    if found is Standing.SUSPENDED:
        return failed("verify.suspended", Outcome.SUSPENDED)
    if found is Standing.EXPIRED:
        return failed("verify.lapsed", Outcome.EXPIRED)
    if issued_at > bundle.status.as_of:
        return noted("verify.status_older", Outcome.UNDECIDED)
    return passed("verify.status")


def term(first_day: date, last_day: date | None, on: date) -> Check:
    """Whether a day lies in the certificate's term, both ends included."""
    if on < first_day:
        return failed("verify.not_yet", Outcome.NOT_YET_VALID)
    if last_day is not None and on > last_day:
        return failed("verify.expired", Outcome.EXPIRED)
    return passed("verify.term")


def copy_terms(copy: CopyTerms, bundle: TrustBundle, on: date) -> Check:
    """Whether an annotated copy 加注件 may be used on a day, by whom and for what."""
    until = copy.valid_until.isoformat()
    if bundle.status.standing(copy.key, on) is not Standing.VALID:
        return failed("verify.copy_withdrawn", Outcome.REVOKED, copy.number)
    if on < copy.valid_from:
        return failed("verify.copy_not_yet", Outcome.NOT_YET_VALID, copy.valid_from.isoformat())
    if on > copy.valid_until:
        return failed("verify.copy_expired", Outcome.EXPIRED, until)
    return noted("verify.copy", detail=f"{copy.user} · {copy.purpose} · {until}")


def is_included(attached: Attached, bundle: TrustBundle) -> bool:
    """Whether the file's own proof leads its leaf to a checkpoint that enough witnesses signed."""
    leaf, proof = attached.leaf, attached.inclusion
    if leaf is None or proof is None or not bundle.log.accepts(proof.checkpoint):
        return False
    hashing, at = _hashing(bundle), proof.checkpoint
    digest = leaf_hash(hashing, leaf.content)
    return includes(hashing, digest, proof.index, at.size, proof.path, at.root)


def _hashing(bundle: TrustBundle) -> Suite:
    return suite(suite_name_of(bundle.log.key.public.algorithm))


def _promised(attached: Attached, bundle: TrustBundle) -> bool:
    leaf, promise, log = attached.leaf, attached.promise, bundle.log
    if leaf is None or promise is None or promise.origin != log.origin:
        return False
    hashing = _hashing(bundle)
    return promise.holds_for(hashing, leaf_hash(hashing, leaf.content), log.key.public)


def _seen_before(inclusion: Inclusion | None, bundle: TrustBundle, moment: datetime) -> bool:
    """Whether a witness cosigned a log that holds the leaf before the leaf can have been made."""
    if inclusion is None:
        return False
    return any(
        at < moment.timestamp() for at in _seen_at(bundle.log.witnesses, inclusion.checkpoint)
    )


@lru_cache(maxsize=256)
def _seen_at(witnesses: tuple[NoteKey, ...], checkpoint: Checkpoint) -> tuple[int, ...]:
    """When each of them cosigned it."""
    moments = (checkpoint.cosigned_at(each) for each in witnesses)
    return tuple(at for at in moments if at is not None)
