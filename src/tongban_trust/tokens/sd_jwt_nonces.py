"""Nonces a verifier gives out for key bindings: each is taken back once, soon, or never."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock

LASTS_S = 300
MOST_OPEN = 10_000
_BYTES = 16


class Nonces:
    """In the memory of one process; when too many are open the oldest are forgotten."""

    def __init__(self, lasts_s: int = LASTS_S, most: int = MOST_OPEN) -> None:
        self._lasts_s, self._most = lasts_s, most
        self._open: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def fresh(self, now: int) -> str:
        """A new nonce, good until ``lasts_s`` after ``now`` (Unix seconds)."""
        nonce = secrets.token_urlsafe(_BYTES)
        with self._lock:
            self._open[nonce] = now
            while len(self._open) > self._most:
                self._open.popitem(last=False)
        return nonce

    def spend(self, nonce: str, now: int) -> bool:
        """Whether it was given out, is not too old, and is unused; from now on it is used."""
        with self._lock:
            given = self._open.pop(nonce, None)
        return given is not None and 0 <= now - given <= self._lasts_s
