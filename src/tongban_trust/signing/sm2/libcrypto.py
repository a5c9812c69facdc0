"""SM2 on an OpenSSL 3 (libcrypto) through ctypes: as fast as ``openssl speed``.

Calls release the interpreter's lock. Order of calls: EVP_DigestSign(3), EVP_PKEY_CTX_set1_id(3).
"""

from __future__ import annotations

import ctypes
import secrets
from collections.abc import Callable
from ctypes import byref, c_char_p, c_size_t, c_void_p
from functools import lru_cache, partial
from typing import Any

from tongban_trust.signing.sm2.backends import DEFAULT_USER_ID, ORDER, in_range
from tongban_trust.signing.sm2.curve import SPKI_HEAD
from tongban_trust.signing.sm2.openssl import bundled_library, system_library

# PKCS #8 around an ECPrivateKey (RFC 5915) without its public key: the library computes that.
_PKCS8_HEAD = bytes.fromhex(
    "3041020100301306072a8648ce3d020106082a811ccf5501822d04273025020101" + "0420"
)
_SIGNATURE_ROOM = 80
_POINT_BYTES = 65
_KEPT = 1024
_SM2_KEY = 1172  # NID_sm2: naming the kind of key spares the library trying every one it knows


class _Ready:
    """A context made ready once for a key, SM3 and a user id; every call works on a copy of it.

    Looking the algorithm up anew in each call would cost two hundredths of its time. A ready
    context is only read from, so threads share it.
    """

    def __init__(self, library: ctypes.CDLL, begin: Any, key: int, user_id: bytes) -> None:
        self._library = library
        self.context = library.EVP_MD_CTX_new()
        inner = c_void_p()
        if not self.context:
            raise MemoryError("OpenSSL could not make a context")
        if begin(self.context, byref(inner), library.EVP_sm3(), None, key) != 1:
            library.ERR_clear_error()
            raise ValueError("The library refuses to work with this key")
        if library.EVP_PKEY_CTX_set1_id(inner, user_id, len(user_id)) != 1:
            library.ERR_clear_error()
            raise ValueError("The library refuses this SM2 user id")

    def copy(self) -> int:
        """A context to use once and free."""
        made: int = self._library.EVP_MD_CTX_new()
        if not made or self._library.EVP_MD_CTX_copy_ex(made, self.context) != 1:
            self._library.EVP_MD_CTX_free(made)
            raise MemoryError("OpenSSL could not copy a context")
        return made

    def __del__(self) -> None:
        self._library.EVP_MD_CTX_free(self.context)


class LibcryptoBackend:
    """SM2 by OpenSSL 3.0 or later. The newest 1,024 keys of each kind are kept ready."""

    def __init__(
        self, library: ctypes.CDLL, name: str = "libcrypto", *, demo_only: bool = False
    ) -> None:
        """``library`` is one that ``openssl.bind`` returned."""
        self.name, self.demo_only = name, demo_only
        self._library = library
        self._verifying = lru_cache(maxsize=_KEPT)(self._ready_to_verify)
        self._signing = lru_cache(maxsize=_KEPT)(self._ready_to_sign)

    @classmethod
    def of_the_system(cls) -> LibcryptoBackend:
        """On the system's OpenSSL; Sm2Unavailable when it has none."""
        return cls(system_library())

    @classmethod
    def bundled(cls) -> LibcryptoBackend:
        """On the OpenSSL inside psycopg-binary, nobody's promise: demo-only. Sm2Unavailable."""
        return cls(bundled_library(), "libcrypto of psycopg-binary", demo_only=True)

    def generate(self) -> bytes:
        """A fresh private scalar in [1, n-2] (GB/T 32918.1, 6.1)."""
        return (secrets.randbelow(ORDER - 2) + 1).to_bytes(32, "big")

    def public_point(self, secret: bytes) -> bytes:
        """The public point of a private scalar; ValueError when the scalar is out of range."""
        # Reading a private key costs as much as a signature: whoever asks is about to sign.
        return self._signing(secret, DEFAULT_USER_ID)[1]

    def sign(self, secret: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID) -> bytes:
        """The DER signature over ``message``."""
        lib = self._library
        context = self._signing(secret, user_id)[0].copy()
        try:
            room = ctypes.create_string_buffer(_SIGNATURE_ROOM)
            length = c_size_t(_SIGNATURE_ROOM)
            if lib.EVP_DigestSign(context, room, byref(length), message, len(message)) != 1:
                lib.ERR_clear_error()
                raise ValueError("The library could not sign")
            return room.raw[: length.value]
        finally:
            lib.EVP_MD_CTX_free(context)

    def verify(
        self, point: bytes, signature: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID
    ) -> bool:
        """Whether the signature holds; False for malformed points and signatures."""
        lib = self._library
        try:
            context = self._verifying(point, user_id).copy()
        except ValueError:
            return False
        verdict = lib.EVP_DigestVerify(context, signature, len(signature), message, len(message))
        lib.EVP_MD_CTX_free(context)
        if verdict != 1:
            # The reason stays on this thread's error queue, where others would find it.
            lib.ERR_clear_error()
        return bool(verdict == 1)

    def _ready_to_verify(self, point: bytes, user_id: bytes) -> _Ready:
        lib = self._library
        # The library reads a key and would not mind what follows it.
        if len(point) != _POINT_BYTES:
            raise ValueError(f"An SM2 public key has {_POINT_BYTES} bytes, not {len(point)}")
        key = self._parse(lib.d2i_PUBKEY, SPKI_HEAD + point, "public")
        try:
            return _Ready(lib, lib.EVP_DigestVerifyInit, key, user_id)
        finally:
            lib.EVP_PKEY_free(key)

    def _ready_to_sign(self, secret: bytes, user_id: bytes) -> tuple[_Ready, bytes]:
        """A context to sign with, and the public point."""
        lib = self._library
        in_range(secret)
        read = partial(lib.d2i_PrivateKey, _SM2_KEY)
        key = self._parse(read, _PKCS8_HEAD + secret, "private")
        try:
            return _Ready(lib, lib.EVP_DigestSignInit, key, user_id), self._point_of(key)
        finally:
            lib.EVP_PKEY_free(key)

    def _point_of(self, key: int) -> bytes:
        room = ctypes.create_string_buffer(_POINT_BYTES)
        length = c_size_t()
        found = self._library.EVP_PKEY_get_octet_string_param(
            key, b"pub", room, _POINT_BYTES, byref(length)
        )
        if found != 1 or length.value != _POINT_BYTES:
            self._library.ERR_clear_error()
            raise ValueError("The library gives no public key for this private key")
        return room.raw

    def _parse(self, read: Callable[..., Any], der: bytes, kind: str) -> int:
        cursor = c_char_p(der)
        key: int | None = read(None, byref(cursor), len(der))
        if not key:
            self._library.ERR_clear_error()
            raise ValueError(f"These bytes are no SM2 {kind} key")
        return key
