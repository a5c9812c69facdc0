"""SM2 on the system's OpenSSL 3 (libcrypto) through ctypes: as fast as ``openssl speed``.

Calls release the interpreter's lock. Order of calls: EVP_DigestSign(3), EVP_PKEY_CTX_set1_id(3).
"""

from __future__ import annotations

import ctypes
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_ulong, c_void_p
from functools import lru_cache
from typing import Any

from tongban_trust.signing.sm2.backends import DEFAULT_USER_ID, Sm2Unavailable

_ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_SPKI_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
# PKCS #8 around an ECPrivateKey (RFC 5915) without its public key: the library computes that.
_PKCS8_HEAD = bytes.fromhex(
    "3041020100301306072a8648ce3d020106082a811ccf5501822d04273025020101" + "0420"
)
_SIGNATURE_ROOM = 80
_SPKI_ROOM = 128
_POINT_BYTES = 65
_LIBRARIES = ("libcrypto.so.3", "libcrypto.3.dylib")

_PROTOTYPES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "OpenSSL_version_num": (c_ulong, ()),
    "EVP_sm3": (c_void_p, ()),
    "EVP_PKEY_free": (None, (c_void_p,)),
    "d2i_PUBKEY": (c_void_p, (c_void_p, POINTER(c_char_p), c_long)),
    "d2i_AutoPrivateKey": (c_void_p, (c_void_p, POINTER(c_char_p), c_long)),
    "i2d_PUBKEY": (c_int, (c_void_p, POINTER(c_char_p))),
    "EVP_MD_CTX_new": (c_void_p, ()),
    "EVP_MD_CTX_free": (None, (c_void_p,)),
    "EVP_PKEY_CTX_new": (c_void_p, (c_void_p, c_void_p)),
    "EVP_PKEY_CTX_free": (None, (c_void_p,)),
    "EVP_PKEY_CTX_set1_id": (c_int, (c_void_p, c_char_p, c_int)),
    "EVP_MD_CTX_set_pkey_ctx": (None, (c_void_p, c_void_p)),
    "EVP_DigestSignInit": (c_int, (c_void_p,) * 5),
    "EVP_DigestSign": (c_int, (c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t)),
    "EVP_DigestVerifyInit": (c_int, (c_void_p,) * 5),
    "EVP_DigestVerify": (c_int, (c_void_p, c_char_p, c_size_t, c_char_p, c_size_t)),
    "ERR_clear_error": (None, ()),
}


class _Key:
    """An EVP_PKEY of the library, freed with its owner."""

    def __init__(self, library: ctypes.CDLL, handle: int) -> None:
        self._library = library
        self.handle = handle

    def __del__(self) -> None:
        self._library.EVP_PKEY_free(self.handle)


class LibcryptoBackend:
    """SM2 by OpenSSL 3.0 or later. Keys are parsed once and kept, the newest 1,024 of each kind."""

    name = "libcrypto"

    def __init__(self, path: str | None = None) -> None:
        """Bind the library at ``path``, else the system's. Sm2Unavailable when there is none."""
        self._library = _load(path)
        self._sm3 = self._library.EVP_sm3()
        self._public = lru_cache(maxsize=1024)(self._parse_public)
        self._private = lru_cache(maxsize=1024)(self._parse_private)

    def generate(self) -> bytes:
        """A fresh private scalar in [1, n-2] (GB/T 32918.1, 6.1)."""
        return (secrets.randbelow(_ORDER - 2) + 1).to_bytes(32, "big")

    def public_point(self, secret: bytes) -> bytes:
        """The public point of a private scalar; ValueError when the scalar is out of range."""
        key = self._private(secret)
        room = ctypes.create_string_buffer(_SPKI_ROOM)
        cursor = ctypes.cast(room, c_char_p)
        length = self._library.i2d_PUBKEY(key.handle, byref(cursor))
        if length <= _POINT_BYTES or length > _SPKI_ROOM:
            raise ValueError("The library gives no public key for this private key")
        return room.raw[length - _POINT_BYTES : length]

    def sign(self, secret: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID) -> bytes:
        """The DER signature over ``message``."""
        lib = self._library
        key = self._private(secret)
        with self._context(key, user_id) as context:
            if lib.EVP_DigestSignInit(context, None, self._sm3, None, key.handle) != 1:
                raise ValueError("The library refuses to sign with this key")
            room = ctypes.create_string_buffer(_SIGNATURE_ROOM)
            length = c_size_t(_SIGNATURE_ROOM)
            if lib.EVP_DigestSign(context, room, byref(length), message, len(message)) != 1:
                raise ValueError("The library could not sign")
            return room.raw[: length.value]

    def verify(
        self, point: bytes, signature: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID
    ) -> bool:
        """Whether the signature holds; False for malformed points and signatures."""
        lib = self._library
        try:
            key = self._public(point)
        except ValueError:
            return False
        with self._context(key, user_id) as context:
            if lib.EVP_DigestVerifyInit(context, None, self._sm3, None, key.handle) != 1:
                return False
            verdict = lib.EVP_DigestVerify(
                context, signature, len(signature), message, len(message)
            )
            if verdict != 1:
                # The reason stays on this thread's error queue, where others would find it.
                lib.ERR_clear_error()
            return bool(verdict == 1)

    @contextmanager
    def _context(self, key: _Key, user_id: bytes) -> Iterator[int]:
        lib = self._library
        context = lib.EVP_MD_CTX_new()
        inner = lib.EVP_PKEY_CTX_new(key.handle, None)
        try:
            if not context or not inner:
                raise MemoryError("OpenSSL could not make a signing context")
            if lib.EVP_PKEY_CTX_set1_id(inner, user_id, len(user_id)) != 1:
                raise ValueError("The library refuses this SM2 user id")
            lib.EVP_MD_CTX_set_pkey_ctx(context, inner)
            yield context
        finally:
            # set_pkey_ctx does not take ownership: both are ours to free.
            lib.EVP_MD_CTX_free(context)
            lib.EVP_PKEY_CTX_free(inner)

    def _parse_public(self, point: bytes) -> _Key:
        return self._parse(self._library.d2i_PUBKEY, _SPKI_HEAD + point, "public")

    def _parse_private(self, secret: bytes) -> _Key:
        if len(secret) != 32 or not 1 <= int.from_bytes(secret, "big") <= _ORDER - 2:
            raise ValueError("An SM2 private key is a number from 1 to n-2 in 32 bytes")
        return self._parse(self._library.d2i_AutoPrivateKey, _PKCS8_HEAD + secret, "private")

    def _parse(self, read: Any, der: bytes, kind: str) -> _Key:
        cursor = c_char_p(der)
        handle = read(None, byref(cursor), len(der))
        if not handle:
            self._library.ERR_clear_error()
            raise ValueError(f"These bytes are no SM2 {kind} key")
        return _Key(self._library, handle)


def _load(path: str | None) -> ctypes.CDLL:
    for candidate in (path,) if path else _LIBRARIES:
        try:
            library = ctypes.CDLL(candidate)
            for name, (result, arguments) in _PROTOTYPES.items():
                function = getattr(library, name)
                function.restype, function.argtypes = result, list(arguments)
        except (OSError, AttributeError):
            continue
        if library.OpenSSL_version_num() >> 28 >= 3:
            return library
    raise Sm2Unavailable(
        f"No OpenSSL 3 here ({path or ', '.join(_LIBRARIES)}): SM2 cannot be computed. "
        "On Debian: apt-get install libssl3"
    )
