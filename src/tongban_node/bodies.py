"""Bodies read to their end but never beyond a limit, of requests and of answers alike."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import ClientResponse, web


class TooLarge(ValueError):
    """A body is larger than what is taken here."""


async def body_of(sent: web.BaseRequest | ClientResponse, most: int) -> bytes:
    """The whole body, at most ``most`` bytes; TooLarge."""
    if (sent.content_length or 0) > most:
        raise TooLarge(f"More than {most} bytes are announced")
    parts, room = [], most
    async for chunk in sent.content.iter_any():
        room -= len(chunk)
        if room < 0:
            raise TooLarge(f"More than {most} bytes came")
        parts.append(chunk)
    return b"".join(parts)


async def object_in(answer: ClientResponse, most: int) -> dict[str, Any]:
    """The JSON object the platform answered. aiohttp's ClientError when it refuses; ValueError."""
    answer.raise_for_status()
    said = json.loads(await body_of(answer, most))
    if not isinstance(said, dict):
        raise ValueError("The platform's answer is no object")
    return said
