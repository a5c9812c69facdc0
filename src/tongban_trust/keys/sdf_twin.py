"""A stand-in for an SDF device, for demos and tests: the same functions over keys in memory.

Its functions are C callbacks with the prototypes of GM/T 0018, so that what calls them is put to
the same test as with a vendor's library. It protects nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from ctypes import CFUNCTYPE, memmove, string_at
from typing import Any

from tongban_trust.keys.sdf_interface import BITS, FIELD_BYTES, PROTOTYPES, RESULT, Answer
from tongban_trust.signing import Algorithm, SoftKey
from tongban_trust.signing.sm2.backends import ORDER
from tongban_trust.signing.sm2.curve import multiple_of_base

_HANDLE = 1
_DIGEST_BYTES = 32


class SdfTwin:
    """``keys`` by slot, opened by ``password``. Attributes named as the standard's functions."""

    demo_only = True

    def __init__(self, keys: Mapping[int, SoftKey], password: str) -> None:
        """ValueError when a key is not SM2."""
        if any(key.algorithm is not Algorithm.SM2 for key in keys.values()):
            raise ValueError("The keys of an SDF device are SM2 keys")
        self._keys, self._password = dict(keys), password.encode()
        self._granted: set[tuple[int, int]] = set()
        self._sessions: set[int] = set()
        self._device_open = False
        for name, arguments in PROTOTYPES.items():
            setattr(self, name, CFUNCTYPE(RESULT, *arguments)(getattr(self, f"_{name[4:]}")))

    def _OpenDevice(self, device: Any) -> int:  # noqa: N802  the standard's names
        device[0] = _HANDLE
        self._device_open = True
        return Answer.OK

    def _CloseDevice(self, _device: int) -> int:  # noqa: N802
        self._device_open = False
        return Answer.OK

    def _OpenSession(self, _device: int, session: Any) -> int:  # noqa: N802
        if not self._device_open:
            return Answer.DEVICE_NOT_OPENED
        made = max(self._sessions, default=_HANDLE) + 1
        self._sessions.add(made)
        session[0] = made
        return Answer.OK

    def _CloseSession(self, session: int) -> int:  # noqa: N802
        self._sessions.discard(session)
        self._granted = {each for each in self._granted if each[0] != session}
        return Answer.OK

    def _GetPrivateKeyAccessRight(  # noqa: N802
        self, session: int, slot: int, password: int, length: int
    ) -> int:
        if session not in self._sessions:
            return Answer.SESSION_NOT_OPENED
        if slot not in self._keys:
            return Answer.NO_SUCH_KEY
        if string_at(password, length) != self._password:
            return Answer.RIGHT_NOT_GRANTED
        self._granted.add((session, slot))
        return Answer.OK

    def _ExportSignPublicKey_ECC(self, session: int, slot: int, room: Any) -> int:  # noqa: N802
        if session not in self._sessions:
            return Answer.SESSION_NOT_OPENED
        if slot not in self._keys:
            return Answer.NO_SUCH_KEY
        point = self._keys[slot].public.raw[1:]
        room[0].bits = BITS
        _put(room[0].x, point[:_DIGEST_BYTES])
        _put(room[0].y, point[_DIGEST_BYTES:])
        return Answer.OK

    def _InternalSign_ECC(  # noqa: N802
        self, session: int, slot: int, digest: int, length: int, room: Any
    ) -> int:
        if session not in self._sessions:
            return Answer.SESSION_NOT_OPENED
        if (session, slot) not in self._granted:
            return Answer.NO_RIGHT_TO_KEY
        if length != _DIGEST_BYTES:
            return Answer.SIGNING_FAILED
        r, s = _signature(self._keys[slot].secret, string_at(digest, length))
        _put(room[0].r, r.to_bytes(32, "big"))
        _put(room[0].s, s.to_bytes(32, "big"))
        return Answer.OK


def _signature(secret: bytes, digest: bytes) -> tuple[int, int]:
    """GB/T 32918.2, 6.1, from step A3."""
    d, e = int.from_bytes(secret, "big"), int.from_bytes(digest, "big")
    while True:
        k = secrets.randbelow(ORDER - 1) + 1
        r = (e + multiple_of_base(k)[0]) % ORDER
        s = pow(1 + d, -1, ORDER) * (k - r * d) % ORDER
        if r and s and (r + k) % ORDER:
            return r, s


def _put(field: Any, number: bytes) -> None:
    memmove(field, number.rjust(FIELD_BYTES, b"\x00"), FIELD_BYTES)
