"""SM2 on an OpenSSL 3 (libcrypto) through ctypes: as fast as ``openssl speed``.

Calls release the interpreter's lock. Order of calls: EVP_DigestSign(3), EVP_PKEY_CTX_set1_id(3).
"""

from __future__ import annotations

import ctypes
import secrets
import sys
from ctypes import byref, c_char_p, c_size_t, c_void_p
from functools import lru_cache
from typing import Any

from tongban_trust.signing.sm2.backends import DEFAULT_USER_ID, ORDER, in_range
from tongban_trust.signing.sm2.openssl import bundled_library, system_library

_SIGNATURE_ROOM = 80
_POINT_BYTES = 65
_KEPT = 1024
_SM2_CURVE = 1172  # NID_sm2
_UNCOMPRESSED = 4
_PUBLIC, _PAIR = 0x86, 0x87  # EVP_PKEY_PUBLIC_KEY, EVP_PKEY_KEYPAIR
_NUMBER, _WORDS, _BYTES = 2, 4, 5  # OSSL_PARAM types, openssl/core.h


class _Part(ctypes.Structure):
    """One OSSL_PARAM (openssl/core.h): a named part of a key."""

    _fields_ = (
        ("name", c_char_p),
        ("kind", ctypes.c_uint),
        ("data", c_char_p),
        ("size", c_size_t),
        ("returned", c_size_t),
    )


_CURVE = _Part(b"group", _WORDS, b"SM2", 3, 0)
_END = _Part(None, 0, None, 0, 0)


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
        self._curve = library.EC_GROUP_new_by_curve_name(_SM2_CURVE)
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
        # Making a private key ready costs as much as a signature: whoever asks is about to sign.
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
        key = self._key(_PUBLIC, _Part(b"pub", _BYTES, point, _POINT_BYTES, 0))
        try:
            return _Ready(lib, lib.EVP_DigestVerifyInit, key, user_id)
        finally:
            lib.EVP_PKEY_free(key)

    def _ready_to_sign(self, secret: bytes, user_id: bytes) -> tuple[_Ready, bytes]:
        """A context to sign with, and the public point."""
        lib = self._library
        in_range(secret)
        point = self._multiple_of_base(secret)
        key = self._key(
            _PAIR,
            _Part(b"priv", _NUMBER, secret[:: 1 if sys.byteorder == "big" else -1], len(secret), 0),
            _Part(b"pub", _BYTES, point, _POINT_BYTES, 0),
        )
        try:
            return _Ready(lib, lib.EVP_DigestSignInit, key, user_id), point
        finally:
            lib.EVP_PKEY_free(key)

    def _multiple_of_base(self, secret: bytes) -> bytes:
        """The public point; one scalar alone is multiplied by OpenSSL's constant-time ladder."""
        lib = self._library
        number, point = lib.BN_bin2bn(secret, len(secret), None), lib.EC_POINT_new(self._curve)
        try:
            room = ctypes.create_string_buffer(_POINT_BYTES)
            done = lib.EC_POINT_mul(self._curve, point, number, None, None, None)
            size = (self._curve, point, _UNCOMPRESSED, room, _POINT_BYTES, None)
            if done != 1 or lib.EC_POINT_point2oct(*size) != _POINT_BYTES:
                lib.ERR_clear_error()
                raise ValueError("The library gives no public key for this private key")
            return room.raw
        finally:
            lib.EC_POINT_free(point)
            lib.BN_clear_free(number)

    def _key(self, selection: int, *parts: _Part) -> int:
        """A key of its parts: a quarter of the time of reading it from DER."""
        lib = self._library
        context = lib.EVP_PKEY_CTX_new_from_name(None, b"SM2", None)
        try:
            key = c_void_p()
            told = (_Part * (len(parts) + 2))(_CURVE, *parts, _END)
            begun = lib.EVP_PKEY_fromdata_init(context) == 1
            if not begun or lib.EVP_PKEY_fromdata(context, byref(key), selection, told) != 1:
                lib.ERR_clear_error()
                raise ValueError("These bytes are no SM2 key")
            return key.value or 0
        finally:
            lib.EVP_PKEY_CTX_free(context)
