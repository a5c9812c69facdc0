"""Two real nodes for a bench, with asks prepared and signed beforehand."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench._load import prepared
from tongban_node.attack.platform import StandIn
from tongban_node.attack.processes import SECRET, NodeProcess, free_port
from tongban_node.attack.world import CONSUMER, PROVIDER, World
from tongban_node.policy import now_ms
from tongban_wire.asking import Ask
from tongban_wire.messages import Request
from tongban_wire.plain import encode

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Nodes:
    """Both nodes running; ``port`` is where the agency's programs ask."""

    world: World
    provider: NodeProcess
    consumer: NodeProcess
    platform: StandIn

    @property
    def port(self) -> int:
        return self.consumer.local_port

    def processor_s(self) -> list[float]:
        """Processor time used so far by the provider and by the consumer."""
        return [sum(map(int, _stat(node)[13:15])) / _TICKS for node in self._both]

    def memory_mb(self) -> list[float]:
        """Resident memory of the provider and of the consumer."""
        return [round(int(_stat(node)[23]) * _PAGE_BYTES / 2**20, 1) for node in self._both]

    @property
    def _both(self) -> tuple[NodeProcess, NodeProcess]:
        return self.provider, self.consumer

    def asks(self, grant: str, count: int, together: int = 64) -> list[bytes]:
        """Lawful asks under a grant, each with a case and a token of its own.

        ``together`` tokens share one signature, as from a platform that issues that many in a
        thirtieth of a second.
        """
        drafts = [self.world.lawful(now_ms(), grant) for _ in range(count)]
        some = (drafts[at : at + together] for at in range(0, count, together))
        return [self._ask(said) for each in some for said in self.world.finished_together(each)]

    def _ask(self, said: Request) -> bytes:
        ask = Ask(
            said.grant, said.purpose, said.article, said.case, said.subject, said.fields,
            said.questions, said.token,
        )  # fmt: skip
        host, secret = f"127.0.0.1:{self.port}", f"Authorization: Bearer {SECRET}\r\n"
        return prepared(host, "/v1/ask", encode(ask), secret)


def _stat(node: NodeProcess) -> list[str]:
    if node.process is None:
        raise RuntimeError("The node does not run")
    return Path(f"/proc/{node.process.pid}/stat").read_text().split()


@asynccontextmanager
async def running(folder: Path, suite_name: str, seed: int) -> AsyncIterator[Nodes]:
    """Both nodes up with their policy; then the platform goes away."""
    world, port = World(suite_name, now_ms(), seed), free_port()
    made = [NodeProcess(world, name, folder / name, port) for name in (PROVIDER, CONSUMER)]
    platform = StandIn(world)
    stop = await platform.start(port)
    try:
        for node in made:
            await asyncio.to_thread(node.start)
        platform.away = True
        yield Nodes(world, *made, platform)
    finally:
        for node in made:
            await asyncio.to_thread(node.stop)
        await stop()
