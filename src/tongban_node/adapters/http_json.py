"""An agency's own JSON service: one POST with the numbers and fields, one list of rows back.

Request ``{"numbers": [...], "columns": [...]}``, answer ``{"rows": [{column: value, ...}]}``; each
row carries the subject column. Redirects are not followed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence

import aiohttp

from tongban_node.adapters.source import (
    MOST_AT_ONCE,
    Row,
    SourceOdd,
    SourceSilent,
    columns_of,
    only_options,
    row_of,
    text_option,
)
from tongban_node.config import SourceSettings

_MOST_BYTES = 4 * 1024 * 1024
_CONNECTIONS = 8


class HttpJson:
    """Options: ``url`` and, when the service wants one, ``bearer_env`` (name of a variable)."""

    def __init__(self, settings: SourceSettings, timeout_ms: int) -> None:
        self.scheme = settings.scheme
        only_options(settings, "url", "bearer_env")
        self._settings = settings
        self._url = text_option(settings, "url")
        self._timeout = aiohttp.ClientTimeout(total=timeout_ms / 1000)
        self._session: aiohttp.ClientSession | None = None

    async def rows(self, numbers: Sequence[str], fields: Sequence[str]) -> Mapping[str, Row]:
        """The rows of these numbers, by number. SourceSilent, SourceOdd."""
        if not numbers or len(numbers) > MOST_AT_ONCE:
            raise ValueError(f"Ask for 1 to {MOST_AT_ONCE} numbers at once")
        settings = self._settings
        wanted = columns_of(settings, fields)
        found: dict[str, Row] = {}
        for said in await self._ask({"numbers": list(numbers), "columns": wanted}):
            number = said.get(settings.subject_column)
            if not isinstance(number, str) or number in found or number not in numbers:
                raise SourceOdd("The service answers a row that was not asked for, or one twice")
            found[number] = row_of(settings, fields, said)
        return found

    async def check(self) -> tuple[str, ...]:
        """Whether the service answers a question about nobody."""
        try:
            await self._ask({"numbers": [], "columns": [self._settings.subject_column]})
        except (SourceSilent, SourceOdd) as error:
            return (f"{self._settings.resource}: {error}",)
        return ()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _ask(self, question: Mapping[str, object]) -> list[Mapping[str, object]]:
        try:
            async with self._opened().post(
                self._url, json=question, allow_redirects=False
            ) as answer:
                if answer.status != 200:
                    raise SourceSilent(f"The service answers with status {answer.status}")
                data = await answer.content.read(_MOST_BYTES + 1)
                while len(data) <= _MOST_BYTES and not answer.content.at_eof():
                    data += await answer.content.read(_MOST_BYTES + 1)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise SourceSilent(f"The service cannot be reached: {type(error).__name__}") from error
        return _rows_in(data)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            bearer = self._settings.options.get("bearer_env")
            secret = os.environ.get(str(bearer), "") if bearer else ""
            self._session = aiohttp.ClientSession(
                timeout=self._timeout,
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
                headers={"Authorization": f"Bearer {secret}"} if secret else {},
            )
        return self._session


def _rows_in(data: bytes) -> list[Mapping[str, object]]:
    if len(data) > _MOST_BYTES:
        raise SourceOdd("The service answers more than was agreed")
    try:
        rows = json.loads(data)["rows"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceOdd("The service answers no JSON with rows") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceOdd("The rows of the service are no list of objects")
    return rows
