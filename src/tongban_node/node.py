"""One node put together from its settings, started and stopped as a whole."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from tongban_node.abroad import SubjectsTold
from tongban_node.adapters import Source, open_source
from tongban_node.config import ConfigWrong, Settings, host_and_port
from tongban_node.consumer import Consumer
from tongban_node.cosigning import Cosigning, read_witnesses
from tongban_node.evidence import Evidence
from tongban_node.journal import Journal
from tongban_node.line import Line
from tongban_node.policy import PolicyFeed, PolicyKept, now_ms
from tongban_node.provider import Provider
from tongban_node.serving import ExchangeDoor, LocalDoor, listen
from tongban_node.together import Together
from tongban_node.uploading import Uploading
from tongban_trust.keys import FileKeystore
from tongban_trust.signing import BadEncoding, PublicKey, SigningKey, algorithm_of
from tongban_trust.suites import suite
from tongban_wire.evidence import Side
from tongban_wire.leaves import LeafWriter
from tongban_wire.sessions import Session

_MOST_CONNECTIONS = 256
_LOG = logging.getLogger(__name__)


class Node:
    """A running node; ``policy`` and ``evidence`` can be looked at while it runs."""

    def __init__(self, settings: Settings, key: SigningKey, log_key: SigningKey) -> None:
        """ConfigWrong, LogBroken, OSError when it cannot start."""
        self._settings, self._key = settings, key
        data, self._suite = Path(settings.data), suite(settings.suite)
        self.policy = PolicyKept(data / "policy", settings.id, platform_keys(settings))
        journal = Journal(data / "spool", least_free_bytes=settings.least_free_mb * 1024 * 1024)
        self.evidence = Evidence(data / "log", self._suite, settings.id, log_key, journal)
        self.sources: dict[tuple[str, str], Source] = {
            (each.resource, each.scheme): open_source(each, settings.source_timeout_ms)
            for each in settings.sources
        }
        self._witnesses = read_witnesses(settings.witnesses)
        self._open = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen, fetch the policy, anchor and upload evidence. OSError when a port is taken."""
        settings = self._settings
        connector = aiohttp.TCPConnector(limit=_MOST_CONNECTIONS)
        http = await self._open.enter_async_context(
            aiohttp.ClientSession(connector=connector, auto_decompress=False)
        )
        self._spawn(self.evidence.run(settings.anchor_ms))
        if settings.platform_url:
            feed = PolicyFeed(
                settings.platform_url, self.policy, settings.id, self._key, settings.poll_s
            )
            self._spawn(feed.run(http))
            told = SubjectsTold(settings.platform_url, settings.id, self._key)
            self._spawn(Uploading(settings.platform_url, self.evidence, told).run(http))
        if self._witnesses:
            cosigning = Cosigning(self._witnesses, self.evidence)
            self._spawn(cosigning.run(http, settings.anchor_ms))
        if settings.keep_days:
            self._spawn(self._forget_old(settings.keep_days))
        signatures = Together()
        self._open.callback(signatures.close)
        provider = Provider(
            node=settings.id, suite=self._suite, key=self._key, policy=self.policy,
            evidence=self.evidence, sources=self.sources, now=now_ms, signatures=signatures,
        )  # fmt: skip
        door = ExchangeDoor(provider, self.evidence, settings.most_waiting)
        runner = await listen(door, *host_and_port(settings.listen))
        self._open.push_async_callback(runner.cleanup)
        if settings.local_listen:
            await self._open_local_door(http, signatures)

    async def check(self) -> tuple[str, ...]:
        """What is wrong with this node's sources and evidence, in sentences."""
        found = [f"evidence: {self.evidence.closed}"] if self.evidence.closed else []
        for source in self.sources.values():
            found += await source.check()
        return tuple(found)

    async def stop(self) -> None:
        """Stop listening, anchor what waits, let go of everything."""
        await self._open.aclose()
        await self.evidence.anchor()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for source in self.sources.values():
            await source.close()
        self.evidence.close()

    async def _open_local_door(self, http: aiohttp.ClientSession, signatures: Together) -> None:
        settings = self._settings
        leaves = LeafWriter(self._suite, settings.id, Side.CONSUMER)

        async def agreed(session: Session, provider: str) -> None:
            await self.evidence.keep([leaves.of_session(session, provider, now_ms())])

        def line(provider: str, url: str) -> Line:
            return Line(
                suite_name=settings.suite, node=settings.id, provider=provider, url=url,
                key=self._key, policy=self.policy, http=http, now=now_ms, agreed=agreed,
                timeout_ms=settings.call_timeout_ms, most_waiting=settings.most_waiting,
            )  # fmt: skip

        consumer = Consumer(
            node=settings.id, suite=self._suite, key=self._key, policy=self.policy,
            evidence=self.evidence, now=now_ms, line=line, signatures=signatures,
        )  # fmt: skip
        self._open.push_async_callback(consumer.close)
        applications = {each.name: each for each in settings.applications}
        door = LocalDoor(consumer, applications, settings.most_waiting)
        runner = await listen(door, *host_and_port(settings.local_listen))
        self._open.push_async_callback(runner.cleanup)

    async def _forget_old(self, keep_days: int) -> None:
        while True:
            self.evidence.journal.drop_before(self.evidence.size, keep_days * 86_400)
            await asyncio.sleep(3600)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))


def make_keys(settings: Settings) -> dict[str, PublicKey]:
    """The node's keys by name, made where there are none. ConfigWrong, KeyRefused, DoorClosed."""
    door, algorithm = _keystore(settings), algorithm_of(settings.suite)
    now = datetime.now(UTC)
    return {
        name: door.create(name, algorithm, now).public for name in (settings.key, settings.log_key)
    }


def open_keys(settings: Settings) -> tuple[SigningKey, SigningKey]:
    """The node's key and its log's, from the keystore. ConfigWrong, KeyRefused, DoorClosed."""
    door = _keystore(settings)
    return door.open_key(settings.key), door.open_key(settings.log_key)


def _keystore(settings: Settings) -> FileKeystore:
    passphrase = os.environ.get(settings.passphrase_env, "")
    if not passphrase:
        raise ConfigWrong(f"Set {settings.passphrase_env} to the passphrase of the keystore")
    return FileKeystore(Path(settings.keystore), passphrase, settings.suite)


def platform_keys(settings: Settings) -> tuple[PublicKey, ...]:
    """The keys of the platform this node trusts. ConfigWrong."""
    try:
        return tuple(PublicKey.from_spki(bytes.fromhex(each)) for each in settings.platform_keys)
    except (BadEncoding, ValueError) as error:
        raise ConfigWrong(f"platform_keys: {error}") from error
