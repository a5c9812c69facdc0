"""HTTP load with little of its own cost: prepared requests over kept-alive connections."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What came back: latencies in ms, statuses, and how long it all took."""

    seconds: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        return len(self.latencies_ms) / self.seconds


def prepared(host: str, path: str, body: bytes, headers: str = "") -> bytes:
    """One POST as it goes over the line; ``headers`` end with CRLF each."""
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


async def closed_loop(port: int, requests: list[bytes], callers: int) -> Outcome:
    """As many as ``callers`` at a time, each sends its next when the last is answered."""
    outcome, waiting = Outcome(), iter(requests)
    began = time.perf_counter()
    await asyncio.gather(*(_caller(port, waiting, outcome) for _ in range(callers)))
    outcome.seconds = time.perf_counter() - began
    return outcome


async def paced(port: int, requests: list[bytes], per_second: float, callers: int) -> Outcome:
    """A request every 1/``per_second`` s; latency counts from when it was due."""
    outcome, due = Outcome(), asyncio.Queue[tuple[float, bytes] | None]()

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (each := await due.get()) is not None:
            await _one(reader, writer, each[1], each[0], outcome)
        writer.close()

    callers_at_work = [asyncio.create_task(caller()) for _ in range(callers)]
    began = time.perf_counter()
    for number, request in enumerate(requests):
        at = began + number / per_second
        if (wait := at - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        due.put_nowait((at, request))
    for _ in range(callers):
        due.put_nowait(None)
    await asyncio.gather(*callers_at_work)
    outcome.seconds = time.perf_counter() - began
    return outcome


async def _caller(port: int, waiting: Iterator[bytes], outcome: Outcome) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in waiting:
        await _one(reader, writer, request, time.perf_counter(), outcome)
    writer.close()


async def _one(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    request: bytes,
    began: float,
    outcome: Outcome,
) -> None:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    at = head.lower().index(b"content-length: ") + 16
    body = await reader.readexactly(int(head[at : head.index(b"\r\n", at)]))
    outcome.latencies_ms.append((time.perf_counter() - began) * 1000)
    outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
    outcome.bodies.append(body)
