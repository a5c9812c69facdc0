"""Certificate revocation lists 证书撤销列表 (RFC 5280, 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import crl

from tongban_trust.signing import Algorithm, PublicKey
from tongban_trust.x509.certificate import BadCertificate
from tongban_trust.x509.der import NotStrict, algorithm_in, load_strict, signature_algorithm
from tongban_trust.x509.issue import Authority, key_identifier, time_of


@dataclass(frozen=True, slots=True)
class Revoked:
    """One revoked certificate and since when."""

    serial: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A parsed list: whose it is, from when, when the next is due, and what it revokes."""

    der: bytes
    issuer_der: bytes
    number: int
    this_update: datetime
    next_update: datetime
    revoked: tuple[Revoked, ...]
    algorithm: Algorithm
    signed_bytes: bytes
    signature: bytes

    def signed_by(self, key: PublicKey) -> bool:
        """Whether ``key`` signed this list."""
        return self.algorithm is key.algorithm and key.verify(self.signature, self.signed_bytes)

    def revoked_at(self, serial: int) -> datetime | None:
        """Since when the certificate is revoked, None when it is not listed."""
        return next((entry.at for entry in self.revoked if entry.serial == serial), None)


def issue_crl(
    issuer: Authority,
    revoked: Iterable[Revoked],
    *,
    number: int,
    this_update: datetime,
    next_update: datetime,
) -> RevocationList:
    """A list signed by ``issuer``; ``number`` only ever grows."""
    algorithm = signature_algorithm(issuer.key.public.algorithm)
    entries = [
        {"user_certificate": entry.serial, "revocation_date": time_of(entry.at)}
        for entry in sorted(revoked, key=lambda entry: entry.serial)
    ]
    identifier = {"key_identifier": key_identifier(issuer.key.public)}
    body = crl.TbsCertList(
        {
            "version": "v2",
            "signature": algorithm,
            "issuer": issuer.name(),
            "this_update": time_of(this_update),
            "next_update": time_of(next_update),
            **({"revoked_certificates": entries} if entries else {}),
            "crl_extensions": [
                {"extn_id": "authority_key_identifier", "extn_value": identifier},
                {"extn_id": "crl_number", "extn_value": number},
            ],
        }
    )
    signature = issuer.key.sign(body.dump())
    whole = {"tbs_cert_list": body, "signature_algorithm": algorithm, "signature": signature}
    return parse_crl(bytes(crl.CertificateList(whole).dump()))


def parse_crl(der: bytes) -> RevocationList:
    """The list in strict DER. BadCertificate names what is wrong with it."""
    try:
        return _read(load_strict(crl.CertificateList, der), der)
    except NotStrict as error:
        raise BadCertificate(str(error)) from error


def _read(parsed: crl.CertificateList, der: bytes) -> RevocationList:
    body = parsed["tbs_cert_list"]
    algorithm = algorithm_in(parsed["signature_algorithm"])
    number, due = parsed.crl_number_value, body["next_update"].native
    if algorithm_in(body["signature"]) is not algorithm or number is None or due is None:
        raise NotStrict("a list needs a number, a next update and one signature algorithm")
    if parsed.critical_extensions:
        raise NotStrict("a critical extension of the list is not understood here")
    return RevocationList(
        der=der,
        issuer_der=body["issuer"].dump(),
        number=number.native,
        this_update=body["this_update"].native,
        next_update=due,
        revoked=tuple(
            Revoked(entry["user_certificate"].native, entry["revocation_date"].native)
            for entry in body["revoked_certificates"]
        ),
        algorithm=algorithm,
        signed_bytes=body.dump(),
        signature=parsed["signature"].native,
    )
