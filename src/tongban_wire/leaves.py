"""The leaf a node writes of a message it sent or received: both ends must write it alike."""

from __future__ import annotations

from dataclasses import dataclass

from tongban_trust.suites import Suite
from tongban_wire.evidence import VERSION, Leaf, LeafKind, Side, write_leaf
from tongban_wire.messages import Outcome, Request, Response
from tongban_wire.sessions import Sealed, Session


@dataclass(frozen=True, slots=True)
class Record:
    """One leaf and the exact bytes (with authentication) of the message it is about."""

    leaf: bytes
    message: bytes


class LeafWriter:
    """Writes the leaves of one node; ``side`` says which end of the call it is."""

    def __init__(self, suite: Suite, node: str, side: Side) -> None:
        self._suite, self._node, self._side = suite, node, side

    def of_request(
        self, request: Request, token_id: str, sealed: Sealed, digest: str, peer: str, at_ms: int
    ) -> Record:
        """A request as sent or received; ``peer`` as authenticated, ``digest`` of its body."""
        return self._record(
            LeafKind.REQUEST, sealed, digest, peer, at_ms, request, token_id, outcome=None, codes=()
        )

    def of_response(
        self,
        request: Request,
        token_id: str,
        response: Response,
        sealed: Sealed,
        peer: str,
    ) -> Record:
        """The answer to a request, a refusal just as well."""
        codes = tuple(dict.fromkeys(fault.code for fault in response.faults))
        return self._record(
            LeafKind.RESPONSE, sealed, self.digest_of(sealed), peer, response.at_ms, request,
            token_id, outcome=response.outcome, codes=codes,
        )  # fmt: skip

    def digest_of(self, sealed: Sealed) -> str:
        """The digest of a message's exact bytes, hex."""
        return self._suite.hash(sealed.body).hex()

    def of_session(self, session: Session, peer: str, at_ms: int) -> Record:
        """Who agreed on the keys of a session: both signatures are in the message kept."""
        said = session.transcript
        return self._bare(LeafKind.SESSION, said, said, session.id.hex(), peer, at_ms)

    def of_rubbish(self, sealed: Sealed, peer: str, at_ms: int, codes: tuple[str, ...]) -> Record:
        """A message that is not authentic or cannot be read, refused."""
        return self._bare(LeafKind.REQUEST, sealed.body, _whole(sealed), "", peer, at_ms, codes)

    def _record(
        self, kind: LeafKind, sealed: Sealed, digest: str, peer: str, at_ms: int,
        request: Request, token_id: str, *, outcome: Outcome | None, codes: tuple[str, ...],
    ) -> Record:  # fmt: skip
        leaf = Leaf(
            v=VERSION, kind=kind, suite=self._suite.name, side=self._side, node=self._node,
            peer=peer, call=request.id, at_ms=at_ms, resource=request.resource,
            grant=request.grant, item=request.item, purpose=request.purpose,
            article=request.article, case=request.case, token=token_id,
            fields=request.fields, questions=tuple(sorted(request.questions)), outcome=outcome,
            codes=codes, digest=digest,
        )  # fmt: skip
        return Record(write_leaf(leaf), _whole(sealed))

    def _bare(
        self, kind: LeafKind, body: bytes, whole: bytes, call: str, peer: str, at_ms: int,
        codes: tuple[str, ...] = (),
    ) -> Record:  # fmt: skip
        leaf = Leaf(
            v=VERSION, kind=kind, suite=self._suite.name, side=self._side, node=self._node,
            peer=peer, call=call, at_ms=at_ms, resource="", grant="", item="", purpose="",
            article="", case="", token="", fields=(), questions=(),
            outcome=Outcome.REFUSED if codes else None, codes=codes,
            digest=self._suite.hash(body).hex(),
        )  # fmt: skip
        return Record(write_leaf(leaf), whole)


def taken_apart(message: bytes, mac_bytes: int) -> Sealed:
    """The message of a record with its authentication, as ``_whole`` put them together."""
    end = 4 + int.from_bytes(message[:4], "big")
    rest = message[end:]
    place = max(0, len(rest) - mac_bytes)
    return Sealed(message[4:end], rest[:place], rest[place:])


def _whole(sealed: Sealed) -> bytes:
    return len(sealed.body).to_bytes(4, "big") + sealed.body + sealed.signature + sealed.mac
