"""A login on a PKCS#11 token: one session, used by one thread at a time, opened anew when lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from threading import RLock
from typing import Any, TypeVar

from tongban_trust.keys.door import DoorClosed

Session = Any
_T = TypeVar("_T")

# What a session says when its device was pulled, restarted or logged out behind our back.
_LOST = (
    "SessionHandleInvalid", "SessionClosed", "UserNotLoggedIn", "DeviceRemoved", "TokenNotPresent",
    "KeyHandleInvalid", "ObjectHandleInvalid", "OperationNotInitialized",
)  # fmt: skip
_WORDS = {
    "PinIncorrect": "the PIN is wrong; some more wrong tries lock the token",
    "PinLenRange": "the PIN is too short or too long",
    "PinLocked": "the PIN is locked after wrong tries: its security officer can set it anew",
    "PinExpired": "the PIN has expired and must be set anew",
    "UserPinNotInitialized": "no user PIN was ever set",
    "NoSuchToken": "no token has this label: look at the device, its cable and the label",
    "MultipleTokensReturned": "more than one token has this label: give each its own",
    "TokenWriteProtected": "the token is write-protected",
    "DeviceMemory": "the device is full",
    "DeviceRemoved": "the device was removed",
    "TokenNotPresent": "the token is not in its slot",
}


class TokenLogin:
    """The token labelled ``label`` behind the library at ``path``, logged in with ``pin``."""

    def __init__(self, path: str, label: str, pin: str) -> None:
        """Nothing is opened yet. DoorClosed when the package python-pkcs11 is not installed."""
        try:
            self._pkcs11: Any = import_module("pkcs11")
        except ImportError as missing:
            raise DoorClosed(
                "PKCS#11 needs the package python-pkcs11: pip install 'tongban[hardware]'"
            ) from missing
        self.label = label
        self._path, self._pin = path, pin
        self._lock = RLock()
        self._process = os.getpid()
        self._session: Session = None
        self._refused: DoorClosed | None = None

    def run(self, work: Callable[[Session], _T]) -> _T:
        """What ``work`` makes of the session; once again when it was lost. DoorClosed, in words."""
        with self._lock:
            for may_retry in (True, False):
                try:
                    return work(self._opened())
                except self._pkcs11.PKCS11Error as error:
                    if not (may_retry and type(error).__name__ in _LOST):
                        raise self._closed(error) from error
                    self._session = None
        raise AssertionError("The second try returns or raises")

    def token(self) -> Any:
        """The token itself, without logging in. DoorClosed."""
        try:
            return self._pkcs11.lib(self._path).get_token(token_label=self.label)
        except self._pkcs11.PKCS11Error as error:
            raise self._closed(error) from error

    def _opened(self) -> Session:
        if self._refused is not None:
            raise self._refused  # one wrong PIN is one try, however often we are asked
        if self._process != os.getpid():
            # A child must begin anew: the standard gives it nothing of its parent's.
            self._pkcs11.lib(self._path).reinitialize()
            self._process, self._session = os.getpid(), None
        if self._session is None:
            self._session = self._log_in()
        return self._session

    def _log_in(self) -> Session:
        token = self._pkcs11.lib(self._path).get_token(token_label=self.label)
        try:
            return token.open(rw=True, user_pin=self._pin)
        except self._pkcs11.UserAlreadyLoggedIn:
            return token.open(rw=True)  # a login holds for all sessions of a process
        except (self._pkcs11.PinIncorrect, self._pkcs11.PinLocked) as error:
            self._refused = self._closed(error)
            raise

    def _closed(self, error: Exception) -> DoorClosed:
        name = type(error).__name__
        why = _WORDS.get(name) or (str(error) if name == "PKCS11Error" else f"it answers {name}")
        return DoorClosed(f"The PKCS#11 token “{self.label}” ({self._path}): {why}")
