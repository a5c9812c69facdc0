"""Two bare proxies in a row, as limit and as baseline of the bench ``exchange``.

Bare, they forward and answer with aiohttp and do nothing else. In the way of X-Road each message is
signed with RSA-2048, verified at the other end, and kept as a row of its own, committed, by both.
Run as ``python -m bench._forwarding PORT UPSTREAM-or-- FOLDER-or--``.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path

import aiohttp
import uvloop
from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tongban_node.serving import listen

ANSWER = b'{"outcome":"answered","values":{"name":"' + b"x" * 400 + b'"}}'


class Keeper:
    """Signs, verifies and keeps one row a message."""

    def __init__(self, folder: Path, name: str) -> None:
        pem = (folder / "rsa.pem").read_bytes()
        key = load_pem_private_key(pem, None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("The key is no RSA key")
        self._key = key
        self._rows = sqlite3.connect(folder / f"{name}.db", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute("PRAGMA synchronous=FULL")
        self._rows.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, body BLOB, signed BLOB)")

    def sign(self, body: bytes) -> str:
        signed = self._key.sign(body, padding.PKCS1v15(), SHA512())
        self._keep(body, signed)
        return signed.hex()

    def verify(self, body: bytes, signed: str) -> None:
        try:
            raw = bytes.fromhex(signed)
            self._key.public_key().verify(raw, body, padding.PKCS1v15(), SHA512())
        except InvalidSignature as error:
            raise RuntimeError("A signature does not hold") from error
        self._keep(body, raw)

    def _keep(self, body: bytes, signed: bytes) -> None:
        self._rows.execute("INSERT INTO message (body, signed) VALUES (?, ?)", [body, signed])


class Proxy:
    def __init__(self, upstream: str | None, keeper: Keeper | None) -> None:
        self._upstream, self._keeper = upstream, keeper
        self._http: aiohttp.ClientSession | None = None

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.content.read()
        if self._upstream is not None:
            return web.Response(body=await self._forward(body))
        if self._keeper is None:
            return web.Response(body=ANSWER)
        self._keeper.verify(body, request.headers["Signed"])
        return web.Response(body=ANSWER, headers={"Signed": self._keeper.sign(ANSWER)})

    async def _forward(self, body: bytes) -> bytes:
        if self._http is None:
            connector = aiohttp.TCPConnector(limit=256)
            self._http = aiohttp.ClientSession(connector=connector)
        headers = {"Signed": self._keeper.sign(body)} if self._keeper else {}
        async with self._http.post(f"{self._upstream}/", data=body, headers=headers) as answer:
            said = await answer.read()
            if self._keeper:
                self._keeper.verify(said, answer.headers["Signed"])
            return said


async def main(port: int, upstream: str, folder: str) -> None:
    keeper = None if folder == "-" else Keeper(Path(folder), str(port))
    proxy = Proxy(None if upstream == "-" else upstream, keeper)
    await listen(proxy, "127.0.0.1", port)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
