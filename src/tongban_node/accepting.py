"""Sessions a provider has accepted: greeted by signature, forgotten when over or the key is."""

from __future__ import annotations

from tongban_node.own import OwnNode
from tongban_wire.leaves import LeafWriter
from tongban_wire.sessions import LONGEST_MS, Session, SessionRefused, read_hello, welcome
from tongban_wire.statements import key_id_in

_MOST_SESSIONS = 4096
_MOST_OF_ONE = 16


class Sessions:
    """The sessions open at this provider. A restart forgets them all; callers greet again."""

    def __init__(self, own: OwnNode, leaves: LeafWriter) -> None:
        self._own, self._leaves = own, leaves
        self._open: dict[bytes, Session] = {}

    async def greet(self, text: str) -> str:
        """The welcome to a hello, durable in evidence. SessionRefused, EvidenceClosed."""
        policy, now = self._own.policy.policy, self._own.now()
        if policy is None:
            raise SessionRefused("This node has no policy yet")
        named = key_id_in(text)
        known = policy.keys.get(named) if named not in policy.revoked else None
        hello, key_id = read_hello(text, {named: known[1].public} if known else {})
        caller = policy.keys[key_id][0].id
        if (hello.consumer, hello.provider) != (caller, self._own.id):
            raise SessionRefused("The hello is for another node, or not by the node it names")
        said, session = welcome(hello, text, key_id, self._own.key, now, now + LONGEST_MS)
        self._make_room(caller, now)
        await self._own.evidence.keep([self._leaves.of_session(session, caller, now)])
        self._open[session.id] = session
        return said

    def find(self, session_id: bytes) -> Session:
        """The open session of this id; SessionRefused when there is none or it is over."""
        session = self._open.get(session_id)
        if session is None or session.expires_at_ms <= self._own.now():
            self._open.pop(session_id, None)
            raise SessionRefused("There is no such session: greet again")
        return session

    def _make_room(self, caller: str, now: int) -> None:
        for each in [s for s in self._open.values() if s.expires_at_ms <= now]:
            del self._open[each.id]
        own = [each.id for each in self._open.values() if each.consumer == caller]
        if len(own) >= _MOST_OF_ONE:
            del self._open[own[0]]
        if len(self._open) >= _MOST_SESSIONS:
            raise SessionRefused("Too many sessions are open here")
