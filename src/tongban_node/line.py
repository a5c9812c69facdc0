"""The line from a consumer to one provider: one session, batches of what waits, few at a time.

A message that finds the line idle goes at once; while batches are on their way, what comes
meanwhile gathers into the next. So batches grow with the load and nobody waits for one to fill.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

import aiohttp

from tongban_node.bodies import TooLarge, body_of
from tongban_node.own import OwnNode
from tongban_node.together import settle
from tongban_trust.signing import PublicKey
from tongban_wire.faults import CODE_OF_STATUS, Code
from tongban_wire.leaves import LeafWriter
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
_BATCHES_UNDER_WAY = 4
_RENEW_MS = 60_000
_MOST_WELCOME_BYTES = 16 * 1024
_Waiting = tuple[Session, Sealed, "asyncio.Future[Sealed]"]


class NoAnswer(RuntimeError):
    """The provider gave no answer that can be used; ``code`` says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


class Line:
    """Sends sealed messages to the provider at ``url`` and gives back its sealed answers."""

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

    async def send(self, session: Session, sealed: Sealed) -> Sealed:
        """The provider's answer to one message. NoAnswer."""
        if len(self._waiting) >= self._most_waiting:
            raise NoAnswer(Code.BUSY)
        answered: asyncio.Future[Sealed] = asyncio.get_running_loop().create_future()
        self._waiting.append((session, sealed, answered))
        if len(self._sending) < _BATCHES_UNDER_WAY:
            task = asyncio.create_task(self._drain())
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return await answered

    async def close(self) -> None:
        """Stop sending; who still waits hears that the provider is silent."""
        for task in tuple(self._sending):
            task.cancel()
        for _, _, answered in self._waiting:
            settle(answered, NoAnswer(Code.SOURCE_SILENT))
        self._waiting.clear()

    async def _drain(self) -> None:
        while self._waiting:
            session = self._waiting[0][0]
            batch: list[_Waiting] = []
            while self._waiting and len(batch) < _MOST_TOGETHER and self._waiting[0][0] is session:
                batch.append(self._waiting.popleft())
            outcomes: Sequence[Sealed | NoAnswer] = [NoAnswer(Code.SOURCE_SILENT)] * len(batch)
            try:
                outcomes = await self._exchange(session, [sealed for _, sealed, _ in batch])
            except NoAnswer as error:
                outcomes = [NoAnswer(error.code)] * len(batch)
            finally:
                for (_, _, answered), outcome in zip(batch, outcomes, strict=True):
                    settle(answered, outcome)

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
