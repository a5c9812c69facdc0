"""The consumer's end: a program of the agency asks; the node sends, checks, keeps evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from msgspec import Meta

from tongban_node.evidence import Evidence
from tongban_node.line import Line, NoAnswer
from tongban_node.policy import PolicyKept
from tongban_node.together import Together
from tongban_trust.signing import SigningKey
from tongban_trust.suites import Suite
from tongban_wire.case_token import Subject, token_id_in
from tongban_wire.evidence import Side
from tongban_wire.faults import Code
from tongban_wire.leaves import LeafWriter
from tongban_wire.messages import (
    VERSION,
    FaultTold,
    Outcome,
    Request,
    Response,
    fresh_id,
    read_response,
    write,
)
from tongban_wire.plain import Id, Malformed, Operand, Text, decode
from tongban_wire.sessions import Direction, Sealed, Session, signature_holds

MOST_ASK_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """What an agency's program asks for; the node adds who asks and of whom, from the grant."""

    grant: Id
    purpose: Id
    article: Id
    case: Id
    subject: Subject
    fields: Annotated[tuple[Id, ...], Meta(max_length=256)]
    questions: Annotated[Mapping[Id, Operand | None], Meta(max_length=64)]
    token: Text


def read_ask(data: bytes) -> Ask:
    """The ask in these bytes, canonical JSON; Malformed otherwise."""
    return decode(Ask, data, MOST_ASK_BYTES)


class Consumer:
    """Asks other agencies' nodes on behalf of this agency's programs."""

    def __init__(
        self,
        *,
        node: str,
        suite: Suite,
        key: SigningKey,
        policy: PolicyKept,
        evidence: Evidence,
        now: Callable[[], int],
        line: Callable[[str, str], Line],
        signatures: Together,
    ) -> None:
        """``line(node, url)`` opens the line to a provider."""
        self._node, self._key = node, key
        self._policy, self._evidence, self._now = policy, evidence, now
        self._leaves = LeafWriter(suite, node, Side.CONSUMER)
        self._open_line, self._signatures = line, signatures
        self._lines: dict[str, Line] = {}

    async def ask(self, ask: Ask) -> tuple[Response, bytes]:
        """The provider's response, or this node's own refusal, and its exact bytes.

        Durable in evidence either way.
        EvidenceClosed when nothing may be asked because nothing can be kept.
        """
        policy = self._policy.policy
        granted = policy.granted.get(ask.grant) if policy else None
        if policy is None or granted is None or granted.grant.provider not in policy.nodes:
            return await self._refuse_here(ask, Code.GRANT_UNKNOWN)
        grant = granted.grant
        request = self._request(ask, grant.provider, grant.resource, grant.item)
        line = self._line(grant.provider, policy.nodes[grant.provider].url)
        token = token_id_in(ask.token)
        try:
            session = await line.session()
            sealed = await self._sealed(session, write(request), sign=grant.sign_each)
            digest = self._leaves.digest_of(sealed)
            to, at = grant.provider, request.at_ms
            await self._evidence.keep(
                [self._leaves.of_request(request, token, sealed, digest, to, at)]
            )
            answer = await line.send(session, sealed)
            response = self._authentic(session, request, digest, answer)
            if grant.sign_each:
                await self._is_signed(session, answer)
        except NoAnswer as error:
            return await self._silent(request, token, error.code)
        await self._evidence.keep(
            [self._leaves.of_response(request, token, response, answer, grant.provider)]
        )
        return response, answer.body

    async def close(self) -> None:
        """Close all lines."""
        for line in self._lines.values():
            await line.close()

    def _line(self, provider: str, url: str) -> Line:
        line = self._lines.get(provider)
        if line is None or line.url != url:
            line = self._lines[provider] = self._open_line(provider, url)
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

    async def _sealed(self, session: Session, body: bytes, *, sign: bool) -> Sealed:
        if not sign:
            return session.seal(Direction.TO_PROVIDER, body)
        job = partial(session.seal, Direction.TO_PROVIDER, body, self._key)
        return await self._signatures.do(job)

    async def _is_signed(self, session: Session, answer: Sealed) -> None:
        policy = self._policy.policy
        known = policy.keys.get(session.peer_key_id) if policy else None
        if known is None or not await self._signatures.do(
            partial(signature_holds, answer, known[1].public)
        ):
            raise NoAnswer(Code.NOT_SIGNED)

    async def _silent(self, request: Request, token: str, code: Code) -> tuple[Response, bytes]:
        """No usable answer came: this node says so itself, in evidence too."""
        response = _own(request, self._now(), Outcome.SILENT, code)
        sealed = Sealed(write(response), b"", b"")
        await self._evidence.keep(
            [self._leaves.of_response(request, token, response, sealed, self._node)]
        )
        return response, sealed.body

    def _request(self, ask: Ask, provider: str = "", resource: str = "", item: str = "") -> Request:
        return Request(
            v=VERSION, id=fresh_id(), at_ms=self._now(), consumer=self._node, provider=provider,
            resource=resource, grant=ask.grant, item=item, purpose=ask.purpose, article=ask.article,
            case=ask.case, subject=ask.subject, fields=ask.fields, questions=ask.questions,
            token=ask.token, nonce=fresh_id(),
        )  # fmt: skip

    async def _refuse_here(self, ask: Ask, code: Code) -> tuple[Response, bytes]:
        request = self._request(ask)
        response = _own(request, self._now(), Outcome.REFUSED, code)
        token, sealed = token_id_in(ask.token), Sealed(write(response), b"", b"")
        asked, to, leaves = Sealed(write(request), b"", b""), self._node, self._leaves
        digest = leaves.digest_of(asked)
        await self._evidence.keep(
            [
                leaves.of_request(request, token, asked, digest, to, request.at_ms),
                leaves.of_response(request, token, response, sealed, to),
            ]
        )
        return response, sealed.body


def _own(request: Request, now: int, outcome: Outcome, code: Code) -> Response:
    return Response(
        v=VERSION, id=request.id, at_ms=now, provider=request.provider, consumer=request.consumer,
        request="", outcome=outcome, faults=(FaultTold(code.value, "$"),), values={}, answers={},
        as_of=None, nonce=fresh_id(),
    )  # fmt: skip
