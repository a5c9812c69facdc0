"""The consumer's end: a program of the agency asks; the node sends, checks, keeps evidence."""

from __future__ import annotations

from functools import partial

import aiohttp

from tongban_node.line import Line, NoAnswer
from tongban_node.own import OwnNode
from tongban_wire.asking import Ask, request_for
from tongban_wire.case_token import token_id_in
from tongban_wire.evidence import Side
from tongban_wire.faults import Code, Fault
from tongban_wire.leaves import LeafWriter, Record
from tongban_wire.messages import Outcome, Request, Response, read_response, respond, write
from tongban_wire.plain import Malformed
from tongban_wire.policy import Node
from tongban_wire.sessions import Direction, Sealed, Session, signature_holds


class Consumer:
    """Asks other agencies' nodes on behalf of this agency's programs."""

    def __init__(
        self, own: OwnNode, http: aiohttp.ClientSession, timeout_ms: int, most_waiting: int
    ) -> None:
        """``timeout_ms`` and ``most_waiting`` are for the line to each provider."""
        self._own, self._leaves = own, LeafWriter(own.suite, own.id, Side.CONSUMER)
        self._open_line = partial(
            Line, own, self._leaves, http, timeout_ms=timeout_ms, most_waiting=most_waiting
        )
        self._lines: dict[str, Line] = {}

    async def ask(self, ask: Ask) -> tuple[Response, bytes]:
        """The provider's response, or this node's own refusal, and its exact bytes.

        Durable in evidence either way.
        EvidenceClosed when nothing may be asked because nothing can be kept.
        """
        policy, token = self._own.policy.policy, token_id_in(ask.token)
        granted = policy.granted.get(ask.grant) if policy else None
        provider = policy.nodes.get(granted.grant.provider) if policy and granted else None
        if granted is None or provider is None:
            return await self._refuse_here(request_for(ask, self._own.id, self._own.now()), token)
        grant = granted.grant
        request = request_for(
            ask, self._own.id, self._own.now(),
            provider=provider.id, resource=grant.resource, item=grant.item,
        )  # fmt: skip
        try:
            response, answer = await self._exchanged(request, token, provider, sign=grant.sign_each)
        except NoAnswer as error:
            return await self._own_word(request, token, Outcome.SILENT, error.code)
        await self._own.evidence.keep(
            [self._leaves.of_response(request, token, response, answer, provider.id)]
        )
        return response, answer.body

    async def close(self) -> None:
        """Close all lines."""
        for line in self._lines.values():
            await line.close()

    async def _exchanged(
        self, request: Request, token: str, provider: Node, *, sign: bool
    ) -> tuple[Response, Sealed]:
        own, line = self._own, self._line(provider)
        session = await line.session()
        seal = partial(session.seal, Direction.TO_PROVIDER, write(request))
        sealed = await own.signatures.do(partial(seal, own.key)) if sign else seal()
        digest, at = self._leaves.digest_of(sealed), request.at_ms
        await own.evidence.keep(
            [self._leaves.of_request(request, token, sealed, digest, provider.id, at)]
        )
        answer = await line.send(session, sealed)
        response = self._authentic(session, request, digest, answer)
        if sign and not await self._is_signed(session, answer):
            raise NoAnswer(Code.NOT_SIGNED)
        return response, answer

    def _line(self, provider: Node) -> Line:
        line = self._lines.get(provider.id)
        if line is None or line.url != provider.url:
            line = self._lines[provider.id] = self._open_line(provider.id, provider.url)
        return line

    def _authentic(
        self, session: Session, request: Request, digest: str, answer: Sealed
    ) -> Response:
        if not session.holds(Direction.TO_CONSUMER, answer):
            raise NoAnswer(Code.NOT_AUTHENTIC)
        try:
            response = read_response(answer.body)
        except Malformed as error:
            raise NoAnswer(Code.MALFORMED) from error
        about = (digest, request.id, request.provider)
        if (response.request, response.id or request.id, response.provider) != about:
            raise NoAnswer(Code.NOT_AUTHENTIC)
        if not response.values.keys() <= set(request.fields):
            raise NoAnswer(Code.SOURCE_ODD)
        return response

    async def _is_signed(self, session: Session, answer: Sealed) -> bool:
        policy = self._own.policy.policy
        known = policy.keys.get(session.peer_key_id) if policy else None
        return known is not None and await self._own.signatures.do(
            partial(signature_holds, answer, known[1].public)
        )

    async def _refuse_here(self, request: Request, token: str) -> tuple[Response, bytes]:
        """No node is asked under a grant that is unknown here."""
        asked, leaves, at = Sealed(write(request), b"", b""), self._leaves, request.at_ms
        digest = leaves.digest_of(asked)
        record = leaves.of_request(request, token, asked, digest, self._own.id, at)
        return await self._own_word(request, token, Outcome.REFUSED, Code.GRANT_UNKNOWN, record)

    async def _own_word(
        self, request: Request, token: str, outcome: Outcome, code: Code, *before: Record
    ) -> tuple[Response, bytes]:
        """No usable answer came: this node says so itself, in evidence too, after ``before``."""
        response = respond(
            request, "", outcome, [Fault(code, "$")], provider=request.provider,
            consumer=request.consumer, at_ms=self._own.now(),
        )  # fmt: skip
        sealed = Sealed(write(response), b"", b"")
        record = self._leaves.of_response(request, token, response, sealed, self._own.id)
        await self._own.evidence.keep([*before, record])
        return response, sealed.body
