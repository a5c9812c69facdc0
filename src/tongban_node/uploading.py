"""The node's log sent to the platform, page by page: from it people see who looked."""

from __future__ import annotations

import asyncio
import json
import logging

import aiohttp

from tongban_node.evidence import Evidence
from tongban_wire.evidence import write_page

_EVERY_S = 1.0
_LOG = logging.getLogger(__name__)


class Uploading:
    """``POST {url}/evidence`` with one ``LeafPage``; the platform answers ``{"size": n}``.

    ``n`` is how many leaves it has by now: what it lacks is sent next, whatever was sent before. A
    platform that is away for hours gets everything afterwards, in order.
    """

    def __init__(self, url: str, evidence: Evidence) -> None:
        self._url, self._evidence = url, evidence
        self.known_size = 0

    async def run(self, http: aiohttp.ClientSession) -> None:
        """Send for ever."""
        while True:
            try:
                while await self.send(http):
                    pass
            except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
                _LOG.warning("evidence waits for the platform: %s", type(error).__name__)
            await asyncio.sleep(_EVERY_S)

    async def send(self, http: aiohttp.ClientSession) -> bool:
        """Send the next page; False when the platform has all. ValueError for an odd answer."""
        page = await asyncio.to_thread(self._evidence.pages, self.known_size)
        if page is None:
            return False
        async with http.post(
            f"{self._url}/evidence",
            data=write_page(page),
            timeout=aiohttp.ClientTimeout(total=30),
            allow_redirects=False,
        ) as answer:
            answer.raise_for_status()
            said = json.loads(await answer.read())
        size = said.get("size") if isinstance(said, dict) else None
        if type(size) is not int or not 0 <= size <= self._evidence.size:
            raise ValueError("The platform tells no size of this log")
        progressed, self.known_size = size > self.known_size, size
        return progressed
