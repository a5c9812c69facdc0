"""From a certificate up to a root one trusts, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban_trust.x509.certificate import Certificate
from tongban_trust.x509.crl import RevocationList

_LONGEST = 6


class ChainFault(Enum):
    """Why a certificate does not lead to a trusted root."""

    UNKNOWN_ISSUER = "unknown-issuer"
    BAD_SIGNATURE = "bad-signature"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WRONG_USAGE = "wrong-usage"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """The path walked, leaf first; ``fault`` is None when it ends in a trusted root.

    ``at_fault`` is the certificate that broke it, ``since`` when it was revoked, expired or will
    be valid.
    """

    path: tuple[Certificate, ...]
    fault: ChainFault | None = None
    at_fault: Certificate | None = None
    since: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether the chain holds."""
        return self.fault is None


def follow_chain(
    leaf: Certificate,
    *,
    roots: Sequence[Certificate],
    intermediates: Sequence[Certificate] = (),
    at: datetime,
    usage: str = "digital_signature",
    lists: Iterable[RevocationList] = (),
) -> ChainVerdict:
    """Walk from ``leaf`` to one of ``roots`` as things stood at ``at``.

    Every certificate must be in force at ``at`` and not revoked by then in a list its issuer
    signed; the leaf must allow ``usage``; authorities must be authorities, deep enough. Of several
    issuers with one name the one whose key fits is taken (keys rotate, names stay).
    """
    standing = tuple(lists)
    path = [leaf]
    if usage not in leaf.usage:
        return ChainVerdict((leaf,), ChainFault.WRONG_USAGE, leaf)
    while True:
        present = path[-1]
        broken = _out_of_term(present, at)
        if broken is not None:
            return ChainVerdict(tuple(path), broken[0], present, broken[1])
        if any(present.der == root.der for root in roots):
            return ChainVerdict(tuple(path))
        if len(path) >= _LONGEST:
            return ChainVerdict(tuple(path), ChainFault.TOO_LONG, present)
        issuer, fault = _issuer_of(present, (*roots, *intermediates), below=len(path) - 1)
        if issuer is None:
            return ChainVerdict(tuple(path), fault, present)
        revoked = _revoked(present, issuer, standing, at)
        if revoked is not None:
            return ChainVerdict(tuple(path), ChainFault.REVOKED, present, revoked)
        path.append(issuer)


def _out_of_term(certificate: Certificate, at: datetime) -> tuple[ChainFault, datetime] | None:
    if at < certificate.not_before:
        return ChainFault.NOT_YET_VALID, certificate.not_before
    if at > certificate.not_after:
        return ChainFault.EXPIRED, certificate.not_after
    return None


def _issuer_of(
    certificate: Certificate, known: Sequence[Certificate], *, below: int
) -> tuple[Certificate | None, ChainFault]:
    """The issuer that signed it; ``below`` authorities lie between the leaf and that issuer."""
    named = [each for each in known if each.subject_der == certificate.issuer_der]
    signers = [each for each in named if certificate.signed_by(each.public_key)]
    if not named:
        return None, ChainFault.UNKNOWN_ISSUER
    if not signers:
        return None, ChainFault.BAD_SIGNATURE
    for each in signers:
        deep_enough = each.path_length is None or each.path_length >= below
        if each.is_authority and "key_cert_sign" in each.usage and deep_enough:
            return each, ChainFault.UNKNOWN_ISSUER
    return None, ChainFault.WRONG_USAGE


def _revoked(
    certificate: Certificate,
    issuer: Certificate,
    lists: Iterable[RevocationList],
    at: datetime,
) -> datetime | None:
    for each in lists:
        if each.issuer_der == certificate.issuer_der and each.signed_by(issuer.public_key):
            since = each.revoked_at(certificate.serial)
            if since is not None and since <= at:
                return since
    return None
