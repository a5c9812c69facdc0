"""Public keys that verify and private keys that sign, whatever algorithm is behind them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization import PublicFormat as Format

from tongban_trust.signing import sm2
from tongban_trust.signing.encodings import BadEncoding, compact
from tongban_trust.signing.sm2.curve import SPKI_HEAD as SM2_SPKI_HEAD

_KEY_ID_BYTES = 16
_POINT_BYTES, _UNCOMPRESSED = 65, 4
_ED25519_BYTES = 32


class Algorithm(Enum):
    """SM2 with SM3 (GB/T 32918), Ed25519 (RFC 8032), ECDSA on P-256 with SHA-256 (FIPS 186-5)."""

    SM2 = "sm2-sm3"
    ED25519 = "ed25519"
    P256 = "p256-sha256"


_OF_SUITE = {"gm": Algorithm.SM2, "intl": Algorithm.ED25519}

# AlgorithmIdentifier and the bit string's head, up to the key's own bytes.
_SPKI_HEAD = {
    Algorithm.SM2: SM2_SPKI_HEAD,
    Algorithm.P256: bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200"),
    Algorithm.ED25519: bytes.fromhex("302a300506032b6570032100"),
}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: ``raw`` is the 65-byte uncompressed point; for Ed25519 32 bytes (RFC 8032).

    BadEncoding when ``raw`` has not that form. Whether a point lies on its curve shows when it is
    first used: a key that does not parse verifies nothing.
    """

    algorithm: Algorithm
    raw: bytes

    def __post_init__(self) -> None:
        if self.algorithm is Algorithm.ED25519:
            good = len(self.raw) == _ED25519_BYTES
        else:
            good = len(self.raw) == _POINT_BYTES and self.raw[0] == _UNCOMPRESSED
        if not good:
            raise BadEncoding(f"These {len(self.raw)} bytes are no {self.algorithm.value} key")

    @classmethod
    def from_spki(cls, der: bytes) -> PublicKey:
        """The key in a DER SubjectPublicKeyInfo; BadEncoding for another algorithm or form."""
        for algorithm, head in _SPKI_HEAD.items():
            if der.startswith(head):
                return cls(algorithm, der[len(head) :])
        raise BadEncoding("The public key is of no algorithm known here")

    @property
    def spki(self) -> bytes:
        """DER SubjectPublicKeyInfo."""
        return _SPKI_HEAD[self.algorithm] + self.raw

    @property
    def key_id(self) -> str:
        """32 hex digits that name this key: the head of SHA-256 over ``spki`` (as RFC 7093, 2)."""
        return hashlib.sha256(self.spki).hexdigest()[: 2 * _KEY_ID_BYTES]

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether this key signed exactly these bytes. False for anything malformed, never raises.

        SM2 uses the default user id of GB/T 35276. Curve signatures are strict DER.
        """
        if self.algorithm is Algorithm.SM2:
            return _is_strict(signature) and sm2.backend().verify(self.raw, signature, message)
        try:
            if self.algorithm is Algorithm.P256:
                compact(signature)
                _p256(self.raw).verify(signature, message, ec.ECDSA(SHA256()))
            else:
                _ed25519(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningKey(Protocol):
    """A private key, in memory or behind a hardware door: it signs, and never shows itself."""

    @property
    def public(self) -> PublicKey:
        """The key others verify with."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over ``message``: DER for curves, 64 bytes for Ed25519."""
        ...


@dataclass(frozen=True, slots=True)
class SoftKey:
    """A private key in memory; ``secret`` is the 32-byte scalar (for Ed25519 the seed)."""

    algorithm: Algorithm
    secret: bytes = field(repr=False)
    public: PublicKey = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "public", PublicKey(self.algorithm, _public_raw(self)))

    def sign(self, message: bytes) -> bytes:
        """The signature over ``message``: DER for curves, 64 bytes for Ed25519."""
        if self.algorithm is Algorithm.SM2:
            return sm2.backend().sign(self.secret, message)
        if self.algorithm is Algorithm.P256:
            return _p256_private(self.secret).sign(message, ec.ECDSA(SHA256()))
        return _ed25519_private(self.secret).sign(message)


def algorithm_of(suite_name: str) -> Algorithm:
    """What signs logs and tokens under a suite: SM2 for ``gm``, Ed25519 for ``intl``; KeyError."""
    return _OF_SUITE[suite_name]


def suite_name_of(algorithm: Algorithm) -> str:
    """The suite a key belongs to: ``gm`` for SM2, ``intl`` for all others."""
    return "gm" if algorithm is Algorithm.SM2 else "intl"


def generate_key(algorithm: Algorithm) -> SoftKey:
    """A fresh private key from the operating system's randomness."""
    if algorithm is Algorithm.SM2:
        return SoftKey(algorithm, sm2.backend().generate())
    if algorithm is Algorithm.P256:
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        return SoftKey(algorithm, number.to_bytes(32, "big"))
    private = ed25519.Ed25519PrivateKey.generate()
    seed = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return SoftKey(algorithm, seed)


def _is_strict(signature: bytes) -> bool:
    try:
        compact(signature)
    except BadEncoding:
        return False
    return True


def _public_raw(key: SoftKey) -> bytes:
    if key.algorithm is Algorithm.SM2:
        return sm2.backend().public_point(key.secret)
    if key.algorithm is Algorithm.P256:
        public = _p256_private(key.secret).public_key()
        return public.public_bytes(Encoding.X962, Format.UncompressedPoint)
    return _ed25519_private(key.secret).public_key().public_bytes(Encoding.Raw, Format.Raw)


@lru_cache(maxsize=1024)
def _p256(raw: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


@lru_cache(maxsize=1024)
def _ed25519(raw: bytes) -> ed25519.Ed25519PublicKey:
    return ed25519.Ed25519PublicKey.from_public_bytes(raw)


@lru_cache(maxsize=64)
def _p256_private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())


@lru_cache(maxsize=64)
def _ed25519_private(secret: bytes) -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.from_private_bytes(secret)
