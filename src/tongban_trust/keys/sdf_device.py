"""A session on an SDF device: one, used by one thread at a time, opened anew when lost."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import byref, c_void_p
from threading import RLock
from typing import Any, TypeVar

from tongban_trust.keys.door import DoorClosed
from tongban_trust.keys.sdf_interface import (
    BITS,
    PROTOTYPES,
    RESULT,
    WORDS,
    Answer,
    EccPublicKey,
    EccSignature,
    number,
)

_T = TypeVar("_T")
_LOST = (Answer.COMMUNICATION_FAILED, Answer.HARDWARE_FAILED, Answer.SESSION_NOT_OPENED)
_DENIED = (Answer.NO_RIGHT_TO_KEY, Answer.RIGHT_NOT_GRANTED)


class _Refused(Exception):
    """A function of the device returned something else than OK."""

    def __init__(self, function: str, answer: int) -> None:
        super().__init__(f"{function} answers 0x{answer & 0xFFFFFFFF:08x}")
        self.answer = answer & 0xFFFFFFFF


def load_sdf_library(path: str) -> Any:
    """The vendor's library with its functions typed; DoorClosed when it is not one."""
    try:
        library = ctypes.CDLL(path)
        for name, arguments in PROTOTYPES.items():
            function = getattr(library, name)
            function.argtypes, function.restype = list(arguments), RESULT
    except OSError as error:
        raise DoorClosed(f"The SDF library cannot be loaded: {error}") from error
    except AttributeError as error:
        raise DoorClosed(f"{path} is no SDF library (GM/T 0018): {error}") from error
    return library


class SdfDevice:
    """The device behind ``functions`` (a loaded library or the demo twin), its keys by slot."""

    def __init__(self, functions: Any, password: str) -> None:
        """``password`` opens the private keys. Nothing is opened yet."""
        self._functions, self._password = functions, password.encode()
        self._lock = RLock()
        self._device: c_void_p | None = None
        self._session: c_void_p | None = None
        self._granted: set[int] = set()
        self._denied: dict[int, DoorClosed] = {}

    def public_point(self, slot: int) -> bytes | None:
        """The public point (65 bytes) of the signing key in a slot; None when there is none."""

        def export(session: c_void_p) -> bytes | None:
            room = EccPublicKey()
            try:
                self._call("SDF_ExportSignPublicKey_ECC", session, slot, byref(room))
            except _Refused as refused:
                if refused.answer == Answer.NO_SUCH_KEY:
                    return None
                raise
            if room.bits != BITS:
                raise DoorClosed(f"The key in slot {slot} of the SDF device has {room.bits} bits")
            return b"\x04" + number(room.x) + number(room.y)

        return self._run(export)

    def sign(self, slot: int, digest: bytes) -> bytes:
        """The 64 bytes ``r ‖ s`` over a digest of 32 bytes. DoorClosed."""

        def signed(session: c_void_p) -> bytes:
            self._grant(session, slot)
            room = EccSignature()
            self._call("SDF_InternalSign_ECC", session, slot, digest, len(digest), byref(room))
            return number(room.r) + number(room.s)

        return self._run(signed)

    def close(self) -> None:
        """Give session and device back; the next use opens them again."""
        with self._lock:
            if self._session is not None:
                self._functions.SDF_CloseSession(self._session)
            if self._device is not None:
                self._functions.SDF_CloseDevice(self._device)
            self._session = self._device = None
            self._granted.clear()

    def _run(self, work: Callable[[c_void_p], _T]) -> _T:
        with self._lock:
            for may_retry in (True, False):
                try:
                    return work(self._opened())
                except _Refused as refused:
                    if not (may_retry and refused.answer in _LOST):
                        raise _closed(refused) from refused
                    self.close()
                except ValueError as error:
                    raise DoorClosed(str(error)) from error
        raise AssertionError("The second try returns or raises")

    def _opened(self) -> c_void_p:
        if self._session is None:
            device, session = c_void_p(), c_void_p()
            self._call("SDF_OpenDevice", byref(device))
            self._device = device
            self._call("SDF_OpenSession", device, byref(session))
            self._session = session
        return self._session

    def _grant(self, session: c_void_p, slot: int) -> None:
        if slot in self._denied:
            raise self._denied[slot]  # one wrong password is one try, however often we are asked
        if slot in self._granted:
            return
        try:
            self._call(
                "SDF_GetPrivateKeyAccessRight", session, slot, self._password, len(self._password)
            )
        except _Refused as refused:
            if refused.answer in _DENIED:
                self._denied[slot] = _closed(refused)
            raise
        self._granted.add(slot)

    def _call(self, function: str, *arguments: Any) -> None:
        answer = getattr(self._functions, function)(*arguments)
        if answer != Answer.OK:
            raise _Refused(function, answer)


def _closed(refused: _Refused) -> DoorClosed:
    known = {each.value: words for each, words in WORDS.items()}
    return DoorClosed(f"The SDF device: {known.get(refused.answer, 'it failed')} ({refused})")
