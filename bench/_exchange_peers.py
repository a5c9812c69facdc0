"""What the exchange is held against in one run: bare forwarding, the way of X-Road, openssl."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bench._load import closed_loop, paced, prepared
from tongban_node.attack.processes import free_port

_SPEED = re.compile(r"SM2 \(CurveSM2\)\s+\S+\s+\S+\s+([\d.]+)\s+([\d.]+)")


async def forwarded(count: int, callers: int, folder: Path | None) -> float:
    """Requests/s through two bare proxies, or in the way of X-Road with a ``folder`` for rows."""
    if folder is not None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        folder.mkdir()
        (folder / "rsa.pem").write_bytes(key.private_bytes(*form))
    async with _two_proxies(folder) as port:
        request = prepared(f"127.0.0.1:{port}", "/", b"x" * 1400)
        await closed_loop(port, [request] * 200, callers)
        outcome = await closed_loop(port, [request] * count, callers)
    return outcome.per_second


async def forwarded_paced(count: int, callers: int, per_second: float) -> list[float]:
    """Latencies in ms of as many requests a second through two bare proxies: the tail the machine
    and the load have without a node.
    """
    async with _two_proxies(None) as port:
        request = prepared(f"127.0.0.1:{port}", "/", b"x" * 1400)
        await closed_loop(port, [request] * 200, callers)
        return (await paced(port, [request] * count, per_second, callers)).latencies_ms


@asynccontextmanager
async def _two_proxies(folder: Path | None) -> AsyncIterator[int]:
    far, near, where = free_port(), free_port(), "-" if folder is None else str(folder)
    commands = [(far, "-"), (near, f"http://127.0.0.1:{far}")]
    started = [
        subprocess.Popen([sys.executable, "-m", "bench._forwarding", str(port), upstream, where])
        for port, upstream in commands
    ]
    try:
        for port in (far, near):
            await _wait_for(port)
        yield near
    finally:
        for process in started:
            process.terminate()
            process.wait(10)


async def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise RuntimeError("A proxy does not start")


def openssl_speed() -> tuple[float, float]:
    """SM2 signatures and verifications/s that openssl makes on both processors together."""
    command = ["openssl", "speed", "-seconds", "2", "-multi", "2", "sm2"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = _SPEED.search(done.stdout)
    if told is None:
        raise RuntimeError(f"openssl speed told nothing readable: {done.stdout[-200:]}")
    return float(told[1]), float(told[2])
