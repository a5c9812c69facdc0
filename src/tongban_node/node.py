"""One node put together from its settings, started and stopped as a whole."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from tongban_node.adapters import Source, open_source
from tongban_node.config import ConfigWrong, Settings, host_and_port
from tongban_node.consumer import Consumer
from tongban_node.cosigning import Cosigning, read_witnesses
from tongban_node.evidence import Evidence
from tongban_node.journal import Journal
from tongban_node.own import OwnNode
from tongban_node.policy import PolicyFeed, PolicyKept
from tongban_node.provider import Provider
from tongban_node.serving import ExchangeDoor, LocalDoor, listen
from tongban_node.together import Together
from tongban_node.uploading import Uploading
from tongban_trust.keys import FileKeystore
from tongban_trust.signing import BadEncoding, PublicKey, SigningKey, algorithm_of
from tongban_trust.suites import suite

_MOST_CONNECTIONS = 256


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
        settings, most = self._settings, self._settings.most_waiting
        connector = aiohttp.TCPConnector(limit=_MOST_CONNECTIONS)
        http = await self._open.enter_async_context(
            aiohttp.ClientSession(connector=connector, auto_decompress=False)
        )
        together = self._open.enter_context(closing(Together()))
        own = OwnNode(settings.id, self._suite, self._key, self.policy, self.evidence, together)
        self._spawn(self.evidence.run(settings.anchor_ms))
        if settings.platform_url:
            feed = PolicyFeed(settings.platform_url, self.policy, self._key, settings.poll_s)
            self._spawn(feed.run(http))
            self._spawn(Uploading(settings.platform_url, own, http).run())
        if self._witnesses:
            cosigning = Cosigning(self._witnesses, self.evidence)
            self._spawn(cosigning.run(http, settings.anchor_ms))
        if settings.keep_days:
            self._spawn(self._forget_old(settings.keep_days))
        provider = Provider(own, self.sources)
        await self._listen(ExchangeDoor(provider, self.evidence, most), settings.listen)
        if settings.local_listen:
            consumer = Consumer(own, http, settings.call_timeout_ms, most)
            self._open.push_async_callback(consumer.close)
            secrets = [each.secret_sha256 for each in settings.applications]
            await self._listen(LocalDoor(consumer, secrets, most), settings.local_listen)

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

    async def _listen(self, door: ExchangeDoor | LocalDoor, address: str) -> None:
        runner = await listen(door, *host_and_port(address))
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
