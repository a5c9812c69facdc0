"""Case tokens opened: each signature is verified once, beside the event loop."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from tongban_node.together import Together
from tongban_trust.signing import PublicKey, verify_short
from tongban_wire.case_token import MOST_BYTES, PURPOSE, CaseToken, token_in
from tongban_wire.plain import Malformed
from tongban_wire.statements import NotSigned, is_included, signed_bytes, take_apart

_KEPT = 8_000
_KEPT_SIGNATURES = 2_000
_LONGEST = 2 * MOST_BYTES


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token says and whether our platform says so; ``token`` None when unreadable.

    ``foreign_key`` is the key of another platform whose signature holds, "" for none.
    """

    token: CaseToken | None
    signed: bool
    foreign_key: str = ""


NO_TOKEN = Opened(None, signed=False)


class _Claim(NamedTuple):
    """That a trusted key made this signature over these bytes; tokens may share one."""

    key_id: str
    signature: bytes
    over: bytes


class Tokens:
    """Opens tokens under the platform's keys and remembers the newest 8,000 by their text."""

    def __init__(self, keys: Mapping[str, PublicKey], signatures: Together) -> None:
        self._keys, self._signatures = keys, signatures
        self._foreign: Mapping[str, PublicKey] = {}
        self._trusted = keys
        self._known: OrderedDict[str, Opened] = OrderedDict()
        self._verified: dict[_Claim, bool] = {}

    def trust(self, foreign: Mapping[str, PublicKey]) -> None:
        """Keys of other platforms by key id, beside our own; a token is judged anew by new ones."""
        if foreign.keys() != self._foreign.keys():
            self._known.clear()
            self._foreign, self._trusted = foreign, {**foreign, **self._keys}

    async def open_all(self, texts: Sequence[str]) -> list[Opened]:
        """The tokens in order; never raises."""
        found = {text: self._known[text] for text in texts if text in self._known}
        read = {text: self._read(text) for text in texts if text not in found}
        holds = await self._verdicts({claim for _, claim in read.values() if claim})
        for text, (token, claim) in read.items():
            key_id = claim.key_id if claim and holds[claim] else ""
            foreign = key_id if key_id in self._foreign else ""
            found[text] = self._known[text] = Opened(token, key_id in self._keys, foreign)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return [found[text] for text in texts]

    def _read(self, text: str) -> tuple[CaseToken | None, _Claim | None]:
        """What a token says, None when unreadable, and what must hold for the platform to say so,
        None when it cannot.
        """
        if len(text) > _LONGEST:
            return None, None
        try:
            said = take_apart(text)
            token = token_in(said)
        except (NotSigned, Malformed):
            return None, None
        key = self._trusted.get(said.key_id)
        if key is None or not is_included(PURPOSE, said, key):
            return token, None
        return token, _Claim(said.key_id, said.signature, signed_bytes(PURPOSE, said))

    async def _verdicts(self, claims: Iterable[_Claim]) -> dict[_Claim, bool]:
        """Whether each holds. What was verified before is remembered, the newest 2,000."""
        found = {each: self._verified[each] for each in claims if each in self._verified}
        new = [each for each in claims if each not in found]
        if new:
            jobs = [partial(verify_short, self._trusted[each[0]], *each[1:]) for each in new]
            fresh = dict(zip(new, await self._signatures.do_all(jobs), strict=True))
            found |= fresh
            self._verified |= fresh
            while len(self._verified) > _KEPT_SIGNATURES:
                self._verified.pop(next(iter(self._verified)))
        return found
