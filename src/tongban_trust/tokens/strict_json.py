"""JSON and base64url as tokens carry them, read so that one text means one thing.

A key said twice, NaN, a number beyond double precision, a lone surrogate or padding is refused,
not guessed at: two readers that resolve such a text differently could be shown two meanings.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Iterable
from typing import Any

MOST_DEPTH = 16
MOST_VALUES = 10_000


class NotStrict(ValueError):
    """The text is not JSON, or not base64url, in the one form accepted; the message says why."""


def to_base64url(data: bytes) -> str:
    """RFC 4648, 5, without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes of a text in its one form: no padding, no other letters, no spare bits."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotStrict("The text is not base64url") from error
    if to_base64url(data) != text:
        raise NotStrict("The text is not base64url in its one form")
    return data


def parse_json(data: bytes) -> Any:
    """The value of UTF-8 JSON; NotStrict for what has two readings or is too deep or too large."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_number,
            parse_int=_whole,
        )
    except (ValueError, RecursionError) as error:
        raise NotStrict(f"The text is not JSON that is accepted here: {str(error)[:80]}") from error
    _within_limits(value)
    return value


def parse_object(data: bytes) -> dict[str, Any]:
    """``parse_json`` where an object is wanted; NotStrict for anything else."""
    value = parse_json(data)
    if not isinstance(value, dict):
        raise NotStrict("The text is not a JSON object")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("A key is said twice")
    return found


def _constant(name: str) -> Any:
    raise NotStrict(f"{name} is no JSON number")


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NotStrict("A number is too large")
    return number


def _whole(text: str) -> int:
    if len(text) > 16 or abs(int(text)) >= 2**53:
        raise NotStrict("A whole number is beyond 2^53")
    return int(text)


def _within_limits(value: Any) -> None:
    waiting: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while waiting:
        one, depth = waiting.pop()
        seen += 1
        if depth > MOST_DEPTH or seen > MOST_VALUES:
            raise NotStrict("The JSON is nested too deep or holds too much")
        parts: Iterable[Any] = ()
        if isinstance(one, dict):
            parts = (*one, *one.values())
        elif isinstance(one, list):
            parts = one
        elif isinstance(one, str):
            _need_characters(one)
        waiting.extend((part, depth + 1) for part in parts)


def _need_characters(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotStrict("A lone surrogate is not a character") from error
