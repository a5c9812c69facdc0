"""The leaf a node writes of a message it sent or received: both ends must write it alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tongban_trust.suites import Suite
from tongban_wire.evidence import VERSION, Leaf, LeafKind, Side, write_leaf
from tongban_wire.messages import UNREADABLE, FaultTold, Outcome, Request, Response
from tongban_wire.sessions import Sealed, Session


@dataclass(frozen=True, slots=True)
class Record:
    """One leaf and the exact bytes (with authentication) of the message it is about."""

    leaf: bytes
    message: bytes

    @property
    def body(self) -> bytes:
        """The exact bytes of a request or response, without its authentication."""
        return self.message[4 : 4 + int.from_bytes(self.message[:4], "big")]


class LeafWriter:
    """Writes the leaves of one node; ``side`` says which end of the call it is."""

    def __init__(self, suite: Suite, node: str, side: Side) -> None:
        self._suite, self._node, self._side = suite, node, side

    def of_request(
        self, request: Request, token_id: str, sealed: Sealed, digest: str, peer: str, at_ms: int
    ) -> Record:
        """A request as sent or received; ``peer`` as authenticated, ``digest`` of its body."""
        leaf = self._leaf(LeafKind.REQUEST, digest, peer, at_ms, request, token_id)
        return Record(leaf, _whole(sealed))

    def of_response(
        self, request: Request, token_id: str, response: Response, sealed: Sealed, peer: str
    ) -> Record:
        """The answer to a request, a refusal just as well."""
        leaf = self._leaf(
            LeafKind.RESPONSE, self.digest_of(sealed), peer, response.at_ms, request, token_id,
            response.outcome, response.faults,
        )  # fmt: skip
        return Record(leaf, _whole(sealed))

    def of_rubbish(self, response: Response, sealed: Sealed, peer: str) -> Record:
        """A message that is not authentic or cannot be read, and what ``response`` refused it for.

        It is one leaf for both: of what could not be read there is no call to pair.
        """
        leaf = self._leaf(
            LeafKind.REQUEST, response.request, peer, response.at_ms, UNREADABLE, "",
            response.outcome, response.faults,
        )  # fmt: skip
        return Record(leaf, _whole(sealed))

    def of_session(self, session: Session, peer: str, at_ms: int) -> Record:
        """Who agreed on the keys of a session: both signatures are in the message kept."""
        said, named = session.transcript, replace(UNREADABLE, id=session.id.hex())
        digest = self._suite.hash(said).hex()
        return Record(self._leaf(LeafKind.SESSION, digest, peer, at_ms, named, ""), said)

    def digest_of(self, sealed: Sealed) -> str:
        """The digest of a message's exact bytes, hex."""
        return self._suite.hash(sealed.body).hex()

    def _leaf(
        self, kind: LeafKind, digest: str, peer: str, at_ms: int, request: Request, token_id: str,
        outcome: Outcome | None = None, faults: tuple[FaultTold, ...] = (),
    ) -> bytes:  # fmt: skip
        leaf = Leaf(
            v=VERSION, kind=kind, suite=self._suite.name, side=self._side, node=self._node,
            peer=peer, call=request.id, at_ms=at_ms, resource=request.resource,
            grant=request.grant, item=request.item, purpose=request.purpose,
            article=request.article, case=request.case, token=token_id,
            fields=request.fields, questions=tuple(sorted(request.questions)), outcome=outcome,
            codes=tuple(dict.fromkeys(fault.code for fault in faults)), digest=digest,
        )  # fmt: skip
        return write_leaf(leaf)


def taken_apart(record: Record, mac_bytes: int) -> Sealed:
    """The message of a record with its authentication, as ``_whole`` put them together."""
    rest = record.message[4 + len(record.body) :]
    place = max(0, len(rest) - mac_bytes)
    return Sealed(record.body, rest[:place], rest[place:])


def _whole(sealed: Sealed) -> bytes:
    return len(sealed.body).to_bytes(4, "big") + sealed.body + sealed.signature + sealed.mac
