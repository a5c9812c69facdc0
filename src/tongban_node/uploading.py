"""The node's log sent to the platform, page by page: from it people see who looked."""

from __future__ import annotations

import asyncio
import json
import logging

import aiohttp

from tongban_node.abroad import SubjectsTold, subjects_between
from tongban_node.evidence import Evidence
from tongban_wire.evidence import MOST_LEAVES, write_page

_EVERY_S = 1.0
_TIMEOUT = aiohttp.ClientTimeout(total=30)
_LOG = logging.getLogger(__name__)


class Uploading:
    """``POST {url}/evidence`` with one ``LeafPage``; the platform answers ``{"size": n}``.

    ``n`` is how many leaves it has by now: what it lacks is sent next. A page that does not begin
    there changes nothing, so a node that starts sends its first leaf to learn ``n``. A platform
    that was away for hours gets everything afterwards, in order.
    """

    def __init__(self, url: str, evidence: Evidence, told: SubjectsTold) -> None:
        self._url, self._evidence, self._told = f"{url}/evidence", evidence, told
        self._known_size: int | None = None

    async def run(self, http: aiohttp.ClientSession) -> None:
        """Send for ever."""
        while True:
            try:
                while await self._send(http):
                    continue
            except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
                _LOG.warning("evidence waits for the platform: %s", type(error).__name__)
            await asyncio.sleep(_EVERY_S)

    async def _send(self, http: aiohttp.ClientSession) -> bool:
        """Send the next page; False when the platform has all, or took nothing of it."""
        known = self._known_size
        start, most = (0, 1) if known is None else (known, MOST_LEAVES)
        page = await asyncio.to_thread(self._evidence.page, start, most)
        if page is None:
            return False
        end = start + len(page.leaves)
        journal = self._evidence.journal
        abroad = await asyncio.to_thread(subjects_between, journal, start, end)
        await self._told.tell(http, abroad)
        data = write_page(page)
        async with http.post(
            self._url, data=data, timeout=_TIMEOUT, allow_redirects=False
        ) as answer:
            self._known_size = await self._size_in(answer)
        return known is None or self._known_size > known

    async def _size_in(self, answer: aiohttp.ClientResponse) -> int:
        answer.raise_for_status()
        said = json.loads(await answer.read())
        size = said.get("size") if isinstance(said, dict) else None
        if type(size) is not int or not 0 <= size <= self._evidence.size:
            raise ValueError("The platform tells no size of this log")
        return size
