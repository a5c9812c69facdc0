"""The node's log sent to the platform, page by page: from it people see who looked."""

from __future__ import annotations

import asyncio
import logging
from itertools import islice
from typing import Any

import aiohttp

from tongban_node.bodies import object_in
from tongban_node.own import OwnNode
from tongban_wire.evidence import MOST_LEAVES, write_page
from tongban_wire.subjects import TokenSubject, pages_of, sign_subjects, subjects_in

_EVERY_S = 1.0
_TIMEOUT = aiohttp.ClientTimeout(total=30)
_MOST_BYTES = 64 * 1024
_LOG = logging.getLogger(__name__)


class Uploading:
    """``POST {url}/evidence`` with one ``LeafPage``; the platform answers ``{"size": n}``.

    ``n`` is how many leaves it has by now: what it lacks is sent next. A page that does not begin
    there changes nothing, so a node that starts sends its first leaf to learn ``n``. A platform
    that was away for hours gets everything afterwards, in order. Whom calls from other platforms
    were about is told before their leaves (``POST {url}/subjects``), so that no look is lost.
    """

    def __init__(self, url: str, own: OwnNode, http: aiohttp.ClientSession) -> None:
        self._url, self._own, self._http = url, own, http
        self._known_size: int | None = None

    async def run(self) -> None:
        """Send for ever."""
        while True:
            try:
                while await self._send():
                    continue
            except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
                _LOG.warning("evidence waits for the platform: %s", type(error).__name__)
            await asyncio.sleep(_EVERY_S)

    async def _send(self) -> bool:
        """Send the next page; False when the platform has all, or took nothing of it."""
        known, evidence = self._known_size, self._own.evidence
        start, most = (0, 1) if known is None else (known, MOST_LEAVES)
        page = await asyncio.to_thread(evidence.page, start, most)
        if page is None:
            return False
        end = start + len(page.leaves)
        abroad = await asyncio.to_thread(self._abroad, start, end)
        for told in pages_of(abroad, self._own.id, self._own.now()):
            await self._post("subjects", sign_subjects(told, self._own.key))
        size = (await self._post("evidence", write_page(page))).get("size")
        if type(size) is not int or not 0 <= size <= evidence.size:
            raise ValueError("The platform tells no size of this log")
        self._known_size = size
        return known is None or size > known

    def _abroad(self, start: int, end: int) -> list[TokenSubject]:
        """Whom the requests of other platforms in the log's places [start, end) were about."""
        records = islice(self._own.evidence.journal.read(start), end - start)
        return subjects_in(record for _, record in records)

    async def _post(self, what: str, data: str | bytes) -> dict[str, Any]:
        async with self._http.post(
            f"{self._url}/{what}", data=data, timeout=_TIMEOUT, allow_redirects=False
        ) as answer:
            return await object_in(answer, _MOST_BYTES)
