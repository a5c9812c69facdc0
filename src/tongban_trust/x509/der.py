"""What certificates and lists share: signature algorithms by object identifier, and strict DER."""

from __future__ import annotations

from typing import TypeVar

from asn1crypto.algos import SignedDigestAlgorithm
from asn1crypto.core import Asn1Value

from tongban_trust.signing import Algorithm

_LARGEST = 64 * 1024
# The library answers odd bytes with odd errors; none may reach whoever sent the bytes.
_ODD = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)

_OID_OF = {
    Algorithm.SM2: "1.2.156.10197.1.501",  # SM2 with SM3, GB/T 33560
    Algorithm.P256: "1.2.840.10045.4.3.2",  # ecdsa-with-SHA256, RFC 5758
    Algorithm.ED25519: "1.3.101.112",  # RFC 8410
}
_BY_OID = {oid: algorithm for algorithm, oid in _OID_OF.items()}

Structure = TypeVar("Structure", bound=Asn1Value)


class NotStrict(ValueError):
    """The bytes are not the one DER encoding of such a structure."""


def load_strict(structure: type[Structure], der: bytes) -> Structure:
    """``der`` as ``structure``; NotStrict when it is too large, malformed or not canonical.

    Encoding it again must give the same bytes, so no byte can differ and still mean the same.
    """
    if len(der) > _LARGEST:
        raise NotStrict(f"{len(der)} bytes are more than {_LARGEST}")
    try:
        value = structure.load(der, strict=True)
        _ = value.native  # parsing is lazy: this walks the whole value
        again = value.copy().dump(force=True)
    # The library answers odd bytes with odd errors; none of them may reach whoever sent the bytes.
    except (
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        AttributeError,
        RecursionError,
    ) as error:
        raise NotStrict(f"no {structure.__name__}: {error}") from error
    if again != der:
        raise NotStrict(f"this {structure.__name__} is not in its canonical encoding")
    return value


def signature_algorithm(algorithm: Algorithm) -> SignedDigestAlgorithm:
    """The AlgorithmIdentifier of a signature, without parameters."""
    return SignedDigestAlgorithm({"algorithm": _OID_OF[algorithm]})


def algorithm_in(identifier: SignedDigestAlgorithm) -> Algorithm:
    """Which of ours an AlgorithmIdentifier names; NotStrict for any other or with parameters."""
    oid = identifier["algorithm"].dotted
    if oid not in _BY_OID or identifier["parameters"].native is not None:
        raise NotStrict(f"signature algorithm {oid} is not accepted here")
    return _BY_OID[oid]
