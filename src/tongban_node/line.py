"""The line from a consumer to one provider: one session, batches of what waits, few at a time.

A request that finds the line idle goes at once; while a batch is on its way, what comes meanwhile
gathers into the next. So batches grow with the load and nobody waits for one to fill. Others go
beside it when they are worth it, 16 requests, or have waited for 20 ms.
A batch goes through each step together: sealed, kept in evidence while it is on its way, its
answers checked, kept, and only then given.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import aiohttp

from tongban_node.bodies import TooLarge, body_of
from tongban_node.journal import EvidenceClosed
from tongban_node.own import OwnNode
from tongban_node.together import settle
from tongban_trust.signing import PublicKey
from tongban_wire.answers import judged
from tongban_wire.faults import CODE_OF_STATUS, Code
from tongban_wire.leaves import LeafWriter, Record
from tongban_wire.messages import Request, Response, write
from tongban_wire.sessions import (
    MOST_BATCH_BYTES,
    Direction,
    Sealed,
    Session,
    SessionRefused,
    read_welcome,
    say_hello,
)

_MOST_TOGETHER = 64
_WORTH_A_BATCH = 16
_BATCHES_UNDER_WAY = 4
_PATIENCE_S = 0.02
_RENEW_MS = 60_000
_MOST_WELCOME_BYTES = 16 * 1024
_Answer = tuple[Response, bytes]


class NoAnswer(RuntimeError):
    """The provider gave no answer that can be used; ``code`` says why, ``kept`` whether the
    request is in evidence.
    """

    def __init__(self, code: Code, *, kept: bool = True) -> None:
        super().__init__(code.value)
        self.code, self.kept = code, kept


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for the provider, its token's id, and whether its grant wants it signed."""

    request: Request
    token: str
    sign: bool


_Waiting = tuple[Asked, "asyncio.Future[_Answer]"]


class Line:
    """Sends requests to the provider at ``url`` and gives back its answers, all in evidence."""

    def __init__(
        self, own: OwnNode, leaves: LeafWriter, http: aiohttp.ClientSession, provider: str,
        url: str, *, timeout_ms: int, most_waiting: int,
    ) -> None:  # fmt: skip
        """``leaves`` writes the evidence of each session, kept before it is used."""
        self._own, self._leaves, self._http = own, leaves, http
        self._provider, self.url = provider, url
        self._timeout = aiohttp.ClientTimeout(total=timeout_ms / 1000)
        self._most_waiting = most_waiting
        self._session: Session | None = None
        self._greeting = asyncio.Lock()
        self._waiting: deque[_Waiting] = deque()
        self._sending: set[asyncio.Task[None]] = set()

    async def session(self) -> Session:
        """The session in use, a new one when it is nearly over. NoAnswer, EvidenceClosed."""
        standing = self._session
        if standing is not None and self._still_good(standing):
            return standing
        async with self._greeting:
            found = self._session
            if found is None or found is standing:
                found = self._session = await self._greet()
        return found

    async def send(self, asked: Asked) -> _Answer:
        """The provider's response and its exact bytes, durable. NoAnswer, EvidenceClosed."""
        if len(self._waiting) >= self._most_waiting:
            raise NoAnswer(Code.BUSY, kept=False)
        answered: asyncio.Future[_Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answered))
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_later(_PATIENCE_S, self._begin)
        self._begin_when_due()
        return await answered

    async def close(self) -> None:
        """Stop sending; who still waits hears that the provider is silent."""
        for task in tuple(self._sending):
            task.cancel()
        for _, answered in self._waiting:
            settle(answered, NoAnswer(Code.SOURCE_SILENT, kept=False))
        self._waiting.clear()

    def _begin_when_due(self) -> None:
        if not self._sending or len(self._waiting) >= _WORTH_A_BATCH:
            self._begin()

    def _begin(self) -> None:
        """Send what waits now, beside the batches under way."""
        if self._waiting and len(self._sending) < _BATCHES_UNDER_WAY:
            task = asyncio.create_task(self._carry())
            self._sending.add(task)
            task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._begin_when_due()

    async def _carry(self) -> None:
        some = range(min(len(self._waiting), _MOST_TOGETHER))
        if not (batch := [self._waiting.popleft() for _ in some]):
            return
        outcomes: Sequence[_Answer | Exception] = [NoAnswer(Code.SOURCE_SILENT)] * len(batch)
        try:
            outcomes = await self._answers([asked for asked, _ in batch])
        except (NoAnswer, EvidenceClosed) as error:
            outcomes = [error] * len(batch)
        finally:
            for (_, answered), outcome in zip(batch, outcomes, strict=True):
                settle(answered, outcome)

    async def _answers(self, batch: Sequence[Asked]) -> list[_Answer | NoAnswer]:
        try:
            session = await self.session()
        except NoAnswer as error:
            raise NoAnswer(error.code, kept=False) from error
        leaves, keep, do_all = self._leaves, self._own.evidence.keep, self._own.signatures.do_all
        costly = any(each.sign for each in batch)
        seal, key = partial(session.seal, Direction.TO_PROVIDER), self._own.key
        jobs = [partial(seal, write(each.request), key if each.sign else None) for each in batch]
        sealed = await do_all(jobs, costly=costly)
        digests = [leaves.digest_of(said) for said in sealed]
        sent = zip(batch, sealed, digests, strict=True)
        kept = keep([self._of_request(*each) for each in sent])
        try:
            # The disk works while the provider does; nobody is answered before both are done.
            answers = await self._exchange(session, sealed)
        finally:
            await kept
        theirs = self._keys().get(session.peer_key_id)
        got = zip(batch, digests, answers, strict=True)
        found = await do_all(
            [
                partial(judged, session, each.request, digest, answer, theirs, sign=each.sign)
                for each, digest, answer in got
            ],
            costly=costly,
        )
        told = list(zip(batch, found, answers, strict=True))
        await keep(
            [
                leaves.of_response(each.request, each.token, response, answer, self._provider)
                for each, response, answer in told
                if isinstance(response, Response)
            ]
        )
        return [
            (response, answer.body) if isinstance(response, Response) else NoAnswer(response)
            for _, response, answer in told
        ]

    def _of_request(self, asked: Asked, sealed: Sealed, digest: str) -> Record:
        request, peer = asked.request, self._provider
        return self._leaves.of_request(request, asked.token, sealed, digest, peer, request.at_ms)

    async def _exchange(self, session: Session, batch: list[Sealed]) -> list[Sealed]:
        data = session.pack(Direction.TO_PROVIDER, batch)
        try:
            said = await self._post("/exchange/v1/calls", data, MOST_BATCH_BYTES)
            answers = session.unpack(Direction.TO_CONSUMER, said)
        except SessionRefused as error:
            raise NoAnswer(Code.NOT_AUTHENTIC) from error
        except NoAnswer as error:
            if error.code is Code.CALLER_UNKNOWN and self._session is session:
                self._session = None
            raise
        if len(answers) != len(batch):
            raise NoAnswer(Code.NOT_AUTHENTIC)
        return answers

    async def _greet(self) -> Session:
        own = self._own
        opening = say_hello(own.suite.name, own.id, self._provider, own.key, own.now())
        text = opening.text.encode()
        said = await self._post("/exchange/v1/sessions", text, _MOST_WELCOME_BYTES)
        try:
            heard = said.decode("ascii", "replace")
            session = read_welcome(opening, heard, self._keys(), own.now())
        except SessionRefused as error:
            raise NoAnswer(Code.NOT_AUTHENTIC) from error
        await own.evidence.keep([self._leaves.of_session(session, self._provider, own.now())])
        return session

    def _still_good(self, session: Session) -> bool:
        """Whether it lasts, and the key that proved the provider is still one of its keys."""
        lasts = session.expires_at_ms - _RENEW_MS > self._own.now()
        return lasts and session.peer_key_id in self._keys()

    def _keys(self) -> dict[str, PublicKey]:
        """The provider's keys that are valid now."""
        policy = self._own.policy.policy
        return policy.keys_of(self._provider, self._own.now()) if policy else {}

    async def _post(self, path: str, data: bytes, most: int) -> bytes:
        try:
            async with self._http.post(
                self.url + path, data=data, timeout=self._timeout, allow_redirects=False
            ) as answer:
                said = await body_of(answer, most)
        except TooLarge as error:
            raise NoAnswer(Code.SOURCE_ODD) from error
        except (TimeoutError, aiohttp.ClientError) as error:
            raise NoAnswer(Code.SOURCE_SILENT) from error
        if answer.status != 200:
            raise NoAnswer(CODE_OF_STATUS.get(answer.status, Code.SOURCE_SILENT))
        return said
