"""Case tokens opened: each signature is verified once, many at a time beside the event loop."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tongban_trust.signing import PublicKey
from tongban_wire.case_token import MOST_BYTES, PURPOSE, CaseToken, token_in
from tongban_wire.plain import Malformed
from tongban_wire.statements import (
    NotSigned,
    Statement,
    is_included,
    signature_holds,
    signed_bytes,
    take_apart,
)

_KEPT = 8_000
_KEPT_SIGNATURES = 2_000
_LONGEST = 2 * MOST_BYTES


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token says and whether the platform says so; ``token`` None when unreadable."""

    token: CaseToken | None
    signed: bool


UNREADABLE = Opened(None, signed=False)


class Tokens:
    """Opens tokens under the platform's keys and remembers the newest 8,000 by their text."""

    def __init__(self, keys: Mapping[str, PublicKey], threads: ThreadPoolExecutor) -> None:
        self._keys, self._threads = keys, threads
        self._known: OrderedDict[str, Opened] = OrderedDict()
        self._verified: dict[tuple[str, bytes, bytes], bool] = {}

    async def open_all(self, texts: Sequence[str]) -> list[Opened]:
        """The tokens in order; never raises."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        fresh: dict[str, Opened] = {}
        if new:
            loop = asyncio.get_running_loop()
            opened = await loop.run_in_executor(self._threads, self._open_new, new)
            fresh = dict(zip(new, opened, strict=True))
        found = [fresh.get(text) or self._known.get(text) or self._open(text) for text in texts]
        self._known |= fresh
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return found

    def _open_new(self, texts: Sequence[str]) -> list[Opened]:
        return [self._open(text) for text in texts]

    def _open(self, text: str) -> Opened:
        if len(text) > _LONGEST:
            return UNREADABLE
        try:
            said = take_apart(text)
            token = token_in(said)
        except (NotSigned, Malformed):
            return UNREADABLE
        key = self._keys.get(said.key_id)
        signed = key is not None and is_included(PURPOSE, said, key) and self._is_signed(said, key)
        return Opened(token, signed)

    def _is_signed(self, said: Statement, key: PublicKey) -> bool:
        """Tokens that share a signature share its verification."""
        asked = (said.key_id, said.signature, signed_bytes(PURPOSE, said))
        known = self._verified.get(asked)
        if known is None:
            known = self._verified[asked] = signature_holds(PURPOSE, said, key)
            if len(self._verified) > _KEPT_SIGNATURES:
                self._verified.pop(next(iter(self._verified)), None)
        return known
