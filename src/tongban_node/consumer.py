"""The consumer's end: a program of the agency asks; the node sends, checks, keeps evidence."""

from __future__ import annotations

from functools import partial

import aiohttp

from tongban_node.line import Asked, Line, NoAnswer
from tongban_node.own import OwnNode
from tongban_wire.asking import Ask, request_for
from tongban_wire.case_token import token_id_in
from tongban_wire.evidence import Side
from tongban_wire.faults import Code, Fault
from tongban_wire.leaves import LeafWriter
from tongban_wire.messages import Outcome, Response, respond, write
from tongban_wire.policy import Node
from tongban_wire.sessions import Sealed


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
        policy, own = self._own.policy.policy, self._own
        granted = policy.granted.get(ask.grant) if policy else None
        provider = policy.nodes.get(granted.grant.provider) if policy and granted else None
        token = token_id_in(ask.token)
        if granted is None or provider is None:
            # No node is asked under a grant that is unknown here.
            asked = Asked(request_for(ask, own.id, own.now()), token, sign=False)
            return await self._own_word(asked, Outcome.REFUSED, Code.GRANT_UNKNOWN, kept=False)
        grant = granted.grant
        request = request_for(
            ask, own.id, own.now(),
            provider=provider.id, resource=grant.resource, item=grant.item,
        )  # fmt: skip
        asked = Asked(request, token, grant.sign_each)
        try:
            return await self._line(provider).send(asked)
        except NoAnswer as error:
            return await self._own_word(asked, Outcome.SILENT, error.code, kept=error.kept)

    async def close(self) -> None:
        """Close all lines."""
        for line in self._lines.values():
            await line.close()

    def _line(self, provider: Node) -> Line:
        line = self._lines.get(provider.id)
        if line is None or line.url != provider.url:
            line = self._lines[provider.id] = self._open_line(provider.id, provider.url)
        return line

    async def _own_word(
        self, asked: Asked, outcome: Outcome, code: Code, *, kept: bool
    ) -> tuple[Response, bytes]:
        """No usable answer came: this node says so itself, in evidence too.

        A request that is not ``kept`` yet is kept before it.
        """
        request, token, leaves, own = asked.request, asked.token, self._leaves, self._own
        response = respond(
            request, "", outcome, [Fault(code, "$")], provider=request.provider,
            consumer=request.consumer, at_ms=own.now(),
        )  # fmt: skip
        said, sealed = (Sealed(write(each), b"", b"") for each in (request, response))
        digest, at = leaves.digest_of(said), request.at_ms
        first = [] if kept else [leaves.of_request(request, token, said, digest, own.id, at)]
        last = leaves.of_response(request, token, response, sealed, own.id)
        await own.evidence.keep([*first, last])
        return response, sealed.body
