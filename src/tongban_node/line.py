"""The line from a consumer to one provider: one session, batches of what waits, few at a time.

A message that finds the line idle goes at once; while batches are on their way, what comes
meanwhile gathers into the next. So batches grow with the load and nobody waits for one to fill.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import aiohttp

from tongban_node.policy import PolicyKept
from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.faults import Code
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


class NoAnswer(RuntimeError):
    """The provider gave no answer that can be used; ``code`` says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


class Line:
    """Sends sealed messages to the provider at ``url`` and gives back its sealed answers."""

    def __init__(
        self,
        *,
        suite_name: str,
        node: str,
        provider: str,
        url: str,
        key: SigningKey,
        policy: PolicyKept,
        http: aiohttp.ClientSession,
        now: Callable[[], int],
        agreed: Callable[[Session, str], Awaitable[None]],
        timeout_ms: int,
        most_waiting: int,
    ) -> None:
        """``agreed`` keeps evidence of a session before it is used."""
        self.url = url
        self._suite_name, self._node, self._provider = suite_name, node, provider
        self._key, self._policy, self._http, self._now = key, policy, http, now
        self._agreed = agreed
        self._timeout = aiohttp.ClientTimeout(total=timeout_ms / 1000)
        self._most_waiting = most_waiting
        self._session: Session | None = None
        self._greeting = asyncio.Lock()
        self._waiting: deque[tuple[Session, Sealed, asyncio.Future[Sealed]]] = deque()
        self._sending: set[asyncio.Task[None]] = set()

    async def session(self) -> Session:
        """The session in use, a new one when it is nearly over. NoAnswer, EvidenceClosed."""
        standing = self._session
        if standing is not None and self._still_good(standing):
            return standing
        async with self._greeting:
            if self._session is standing:
                self._session = await self._greet()
        if self._session is None:
            raise NoAnswer(Code.CALLER_UNKNOWN)
        return self._session

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
            if not answered.done():
                answered.set_exception(NoAnswer(Code.SOURCE_SILENT))
        self._waiting.clear()

    async def _drain(self) -> None:
        while self._waiting:
            session = self._waiting[0][0]
            batch: list[tuple[Session, Sealed, asyncio.Future[Sealed]]] = []
            while self._waiting and len(batch) < _MOST_TOGETHER and self._waiting[0][0] is session:
                batch.append(self._waiting.popleft())
            waiting = [answered for _, _, answered in batch]
            try:
                answers = await self._exchange(session, [sealed for _, sealed, _ in batch])
            except NoAnswer as error:
                _all_fail(waiting, error.code)
            except asyncio.CancelledError:
                _all_fail(waiting, Code.SOURCE_SILENT)
                raise
            else:
                for answered, answer in zip(waiting, answers, strict=True):
                    if not answered.done():
                        answered.set_result(answer)

    async def _exchange(self, session: Session, batch: list[Sealed]) -> list[Sealed]:
        data = session.pack(Direction.TO_PROVIDER, batch)
        status, said = await self._post("/exchange/v1/calls", data, MOST_BATCH_BYTES)
        if status == 401:
            self._forget(session)
        if status != 200:
            raise NoAnswer(_CODE_OF.get(status, Code.SOURCE_SILENT))
        try:
            answers = session.unpack(Direction.TO_CONSUMER, said)
        except SessionRefused as error:
            raise NoAnswer(Code.NOT_AUTHENTIC) from error
        if len(answers) != len(batch):
            raise NoAnswer(Code.NOT_AUTHENTIC)
        return answers

    async def _greet(self) -> Session:
        opening = say_hello(self._suite_name, self._node, self._provider, self._key, self._now())
        path, text = "/exchange/v1/sessions", opening.text.encode()
        status, said = await self._post(path, text, _MOST_WELCOME_BYTES)
        if status != 200:
            raise NoAnswer(_CODE_OF.get(status, Code.SOURCE_SILENT))
        try:
            session = read_welcome(
                opening, said.decode("ascii", "replace"), self._keys(), self._now()
            )
        except SessionRefused as error:
            raise NoAnswer(Code.NOT_AUTHENTIC) from error
        await self._agreed(session, self._provider)
        return session

    def _still_good(self, session: Session) -> bool:
        """Whether it lasts, and the key that proved the provider is still one of its keys."""
        lasts = session.expires_at_ms - _RENEW_MS > self._now()
        return lasts and session.peer_key_id in self._keys()

    def _keys(self) -> dict[str, PublicKey]:
        """The provider's keys that are valid now."""
        policy, now = self._policy.policy, self._now()
        known = policy.nodes.get(self._provider) if policy else None
        return {
            key.key_id: key.public
            for key in (known.keys if known else ())
            if key.from_at_ms <= now < key.until_at_ms
            and not (policy and key.key_id in policy.revoked)
        }

    async def _post(self, path: str, data: bytes, most: int) -> tuple[int, bytes]:
        try:
            async with self._http.post(
                self.url + path, data=data, timeout=self._timeout, allow_redirects=False
            ) as answer:
                if (answer.content_length or 0) > most:
                    raise NoAnswer(Code.SOURCE_ODD)
                return answer.status, await answer.read()
        except (TimeoutError, aiohttp.ClientError) as error:
            raise NoAnswer(Code.SOURCE_SILENT) from error

    def _forget(self, session: Session) -> None:
        if self._session is session:
            self._session = None


_CODE_OF = {
    400: Code.MALFORMED,
    401: Code.CALLER_UNKNOWN,
    413: Code.MALFORMED,
    429: Code.BUSY,
    503: Code.EVIDENCE_CLOSED,
}


def _all_fail(waiting: list[asyncio.Future[Sealed]], code: Code) -> None:
    for answered in waiting:
        if not answered.done():
            answered.set_exception(NoAnswer(code))
