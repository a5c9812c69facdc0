"""What every crypto suite offers, and how it proves itself."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import Hash, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC

_NONCE_BYTES = 12
_TAG_BYTES = 16


class Tampered(ValueError):
    """A sealed value was changed, moved to another place, or sealed with another key."""


class SuiteBroken(RuntimeError):
    """The crypto library gives wrong answers; nothing may be sealed or signed with it."""


@cache
def _template(name: str) -> Any:
    """The interpreter's own hash, where its OpenSSL has it: for short inputs twice as quick."""
    try:
        return hashlib.new(name)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class KnownAnswers:
    """Published vectors: ``hash(message)``, ``mac(key, message)``, one AEAD encryption."""

    message: bytes
    digest: str
    mac_key: bytes
    mac: str
    cipher_key: str
    nonce: str
    aad: str
    plaintext: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Suite:
    """One hash, one MAC, one authenticated cipher.

    ``mark`` is the first byte of what the suite seals, so suites can change while old values stay
    readable. Keys are ``key_bytes`` long; digests ``digest_bytes``.
    """

    name: str
    mark: int
    hash_algorithm: HashAlgorithm
    cipher: type[algorithms.SM4] | type[algorithms.AES]
    key_bytes: int
    known: KnownAnswers

    @property
    def digest_bytes(self) -> int:
        """Length of a digest or MAC."""
        return self.hash_algorithm.digest_size

    def hash(self, data: bytes) -> bytes:
        """The digest of ``data``."""
        template = _template(self.hash_algorithm.name)
        if template is None:
            state = Hash(self.hash_algorithm)
            state.update(data)
            return state.finalize()
        quick = template.copy()
        quick.update(data)
        return bytes(quick.digest())

    def hash_all(self, many: Iterable[bytes]) -> list[bytes]:
        """The digests of many short inputs, for less than as many ``hash``."""
        template = _template(self.hash_algorithm.name)
        if template is None:
            return [self.hash(data) for data in many]
        digests: list[bytes] = []
        copy, keep = template.copy, digests.append
        for data in many:
            quick = copy()
            quick.update(data)
            keep(quick.digest())
        return digests

    def mac(self, key: bytes, data: bytes) -> bytes:
        """HMAC of ``data`` under ``key``."""
        state = HMAC(key, self.hash_algorithm)
        state.update(data)
        return state.finalize()

    def keyed(self, key: bytes) -> Callable[[bytes], bytes]:
        """``mac`` under one key for many inputs: made ready once, less for each."""
        ready = HMAC(key, self.hash_algorithm)

        def mac(data: bytes) -> bytes:
            state = ready.copy()
            state.update(data)
            return state.finalize()

        return mac

    def derive(self, key: bytes, purpose: str) -> bytes:
        """A key of ``key_bytes`` for one purpose only: one HKDF-Expand step from ``key``."""
        return self.mac(key, purpose.encode() + b"\x01")[: self.key_bytes]

    def new_key(self) -> bytes:
        """A fresh random key from the operating system."""
        return os.urandom(self.key_bytes)

    def seal(self, key: bytes, plaintext: bytes, context: bytes) -> bytes:
        """Encrypt for one place: mark, random nonce, ciphertext, tag.

        ``context`` is bound but not stored: opening under another context fails.
        """
        nonce = os.urandom(_NONCE_BYTES)
        return bytes([self.mark]) + nonce + self._encrypt(key, nonce, plaintext, context)

    def open(self, key: bytes, sealed: bytes, context: bytes) -> bytes:
        """The plaintext of ``seal``; Tampered when key, context or any byte differs."""
        if len(sealed) < 1 + _NONCE_BYTES + _TAG_BYTES or sealed[0] != self.mark:
            raise Tampered("The sealed value is cut short or of another suite")
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        mode = modes.GCM(nonce, body[-_TAG_BYTES:])
        decryptor = Cipher(self.cipher(key), mode).decryptor()
        decryptor.authenticate_additional_data(context)
        try:
            return decryptor.update(body[:-_TAG_BYTES]) + decryptor.finalize()
        except InvalidTag as error:
            raise Tampered("The sealed value does not open with this key and context") from error

    def self_test(self) -> None:
        """Compute every known answer; SuiteBroken when one differs."""
        known = self.known
        sealed = self._encrypt(
            bytes.fromhex(known.cipher_key),
            bytes.fromhex(known.nonce),
            bytes.fromhex(known.plaintext),
            bytes.fromhex(known.aad),
        )
        got = (self.hash(known.message), self.mac(known.mac_key, known.message), sealed)
        wanted = (known.digest, known.mac, known.sealed)
        for answer, expected in zip(got, wanted, strict=True):
            if not hmac.compare_digest(answer.hex(), expected):
                raise SuiteBroken(f"Suite {self.name} fails a known answer")

    def _encrypt(self, key: bytes, nonce: bytes, plaintext: bytes, context: bytes) -> bytes:
        encryptor = Cipher(self.cipher(key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(context)
        return encryptor.update(plaintext) + encryptor.finalize() + encryptor.tag
