"""What a verifier is told to trust: the log, the roots, who issues what, how certificates stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from tongban.agencies.api import agencies
from tongban.certificates.adapters.trust_keys import CODES, public_halves
from tongban.certificates.models import (
    AnnotatedCopy,
    CertificateType,
    PublishedBundle,
    StatusChange,
)
from tongban.certificates.refusals import BundleTooLarge
from tongban.certificates.views import CertificateStatus
from tongban.ledger.api import latest_checkpoint, log_identity
from tongban.seals.api import seal_roots
from tongban_trust.bundle import MOST_LISTED, LogTrust, Standing, StatusSnapshot, TrustBundle
from tongban_trust.record import record_key
from tongban_trust.tlog.note import parse_checkpoint, parse_key
from tongban_trust.verify import copy_key
from tongban_trust.x509 import parse_certificate, parse_crl

_STANDINGS = {
    CertificateStatus.VALID: Standing.VALID,
    CertificateStatus.SUSPENDED: Standing.SUSPENDED,
    CertificateStatus.LAPSED: Standing.EXPIRED,
}
Changes = Mapping[str, Sequence[tuple[date, Standing]]]


def trust_now(
    sequence: int, now: datetime, changes: Changes, lists: Sequence[bytes] = ()
) -> TrustBundle:
    """What there is to trust now, with these changes of status and revocation lists of seals."""
    return TrustBundle(
        sequence=sequence,
        made_at=now,
        log=_log(),
        roots=tuple(map(parse_certificate, seal_roots())),
        revocation_lists=tuple(map(parse_crl, lists)),
        issuers=_issuers(),
        code_keys=public_halves(CODES),
        status=StatusSnapshot(now, {key: tuple(said) for key, said in changes.items()}),
    )


def all_changes() -> Changes:
    """Every change of status and withdrawn copy on record, by key. Refuses BundleTooLarge."""
    rows = StatusChange.objects.exclude(certificate__record_digest="").order_by("id")
    told = rows.values_list("certificate__record_digest", "effective_date", "status")
    found: dict[str, list[tuple[date, Standing]]] = defaultdict(list)
    for digest, since, status in told.iterator():
        found[record_key(digest)].append((since, _standing(status)))
        if len(found) > MOST_LISTED:
            raise BundleTooLarge(MOST_LISTED)
    found |= _withdrawn(AnnotatedCopy.objects.all())
    if len(found) > MOST_LISTED:
        raise BundleTooLarge(MOST_LISTED)
    return found


def changes_of(identifier: str) -> Changes:
    """The changes of one certificate and its copies, as it stands now; none for an unknown one."""
    rows = StatusChange.objects.filter(certificate__identifier=identifier).order_by("seq")
    found: dict[str, list[tuple[date, Standing]]] = defaultdict(list)
    told = rows.values_list("certificate__record_digest", "effective_date", "status")
    for digest, since, status in told:
        found[record_key(digest)].append((since, _standing(status)))
    return found | _withdrawn(AnnotatedCopy.objects.filter(certificate__identifier=identifier))


def _withdrawn(copies: QuerySet[AnnotatedCopy]) -> dict[str, list[tuple[date, Standing]]]:
    """Annotated copies their holders took back, by the key of their terms: on every day."""
    tokens = copies.exclude(withdrawn_at=None).order_by("id").values_list("verify_token", flat=True)
    return {copy_key(token): [(date.min, Standing.REVOKED)] for token in tokens[: MOST_LISTED + 1]}


def published_bundle() -> bytes | None:
    """The bundle that is published now; None before the first. Public."""
    row = PublishedBundle.objects.filter(id=1).order_by("id").first()
    return bytes(row.content) if row else None


def _standing(status: str) -> Standing:
    return _STANDINGS.get(CertificateStatus(status), Standing.REVOKED)


def _log() -> LogTrust:
    identity, newest = log_identity(), latest_checkpoint()
    witnesses = tuple(map(parse_key, identity.witnesses))
    return LogTrust(
        origin=identity.origin,
        key=parse_key(identity.key),
        witnesses=witnesses,
        # Who has named no witness asks for no cosignature; the verdict says so each time.
        witnesses_needed=identity.witnesses_needed if witnesses else 0,
        merge_delay_s=identity.merge_delay_s,
        checkpoint=parse_checkpoint(newest.text)
        if newest.text and (newest.is_witnessed or not witnesses)
        else None,
    )


def _issuers() -> Mapping[str, frozenset[str]]:
    """Bodies by the line 条 that each type names, in any version of it."""
    lines: dict[str, set[str]] = defaultdict(set)
    for code, definition in CertificateType.objects.order_by("id").values_list(
        "code", "definition"
    ):
        lines[definition["issuer_line"]].add(code)
    return {body.code: frozenset(lines[body.line]) for body in agencies() if body.line in lines}
