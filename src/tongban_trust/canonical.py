"""One byte string for one value: JSON in the canonical form of RFC 8785, without fractions.

What is signed or hashed must be the same bytes on every machine. Text is kept as it came (no
Unicode normalisation: a name is what the person wrote), and floats are refused because two
programs may print one float differently; write amounts as strings or whole minor units.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, cast

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
"""What has a canonical form; checked when it is written, because types cannot keep floats out."""

_LARGEST_INTEGER = 2**53 - 1
_MAX_DEPTH = 64
_BEYOND_BMP = re.compile(rb"[\xf0-\xff]")  # first byte of what needs two units in UTF-16
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_SORTING = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class NotCanonical(ValueError):
    """The value has no canonical form; the message names where and why."""


def canonical_bytes(value: object) -> bytes:
    """The canonical UTF-8 bytes of a ``Json`` value.

    NotCanonical, with the place, for floats, huge integers, lone surrogates and other types.
    Keys are sorted by their UTF-16 code units and nothing is padded (RFC 8785, 3.2).
    """
    simple = _is_simple(value, 0)
    text = _SORTING.encode(value) if simple else _WRITER.encode(_plain(value, "$", 0))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("A lone surrogate is not a character and cannot be written") from error


def read_canonical(data: bytes, most_bytes: int) -> Json:
    """The value of which ``data`` is the canonical form; NotCanonical for any other bytes.

    So one value has one byte string and no key stands twice. At most ``most_bytes`` are read.
    """
    if len(data) > most_bytes:
        raise NotCanonical(f"{len(data)} bytes are more than the {most_bytes} that may stand here")
    try:
        value: Json = _READER.decode(data.decode())
        if not _is_shallow_and_plain(data, value) and canonical_bytes(value) != data:
            raise NotCanonical("The JSON is not in its one canonical form")
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"This is no canonical JSON: {error}") from error
    return value


def _is_shallow_and_plain(data: bytes, value: Json) -> bool:
    """Whether the encoder alone writes the same bytes: true of most, at a third of the time.

    It sorts keys by code points, which is the order of UTF-16 up to U+FFFF.
    """
    if data.count(b"[") + data.count(b"{") > _MAX_DEPTH or _BEYOND_BMP.search(data):
        return False
    return _SORTING.encode(value).encode() == data


def _exact(digits: str) -> int:
    number = int(digits)
    if abs(number) > _LARGEST_INTEGER:
        raise NotCanonical("An integer beyond 2^53-1 is not exact in JSON")
    return number


def _inexact(digits: str) -> float:
    raise NotCanonical(f"{digits[:20]} is no whole number")


_READER = json.JSONDecoder(parse_float=_inexact, parse_constant=_inexact, parse_int=_exact)


def _is_simple(value: object, depth: int) -> bool:
    """Whether the encoder alone writes the canonical form: so of most, at a third of the time.

    It sorts keys by code points, which for ASCII is the order of UTF-16.
    """
    kind = type(value)
    if kind is dict:
        keys = cast(dict[object, object], value)
        for key in keys:
            if type(key) is not str or not key.isascii():
                return False
        inside: Iterable[object] = keys.values()
    elif kind is list or kind is tuple:
        inside = cast(list[object], value)
    else:
        return _is_scalar(value)
    if depth >= _MAX_DEPTH:
        return False
    for entry in inside:
        # Most entries are text: seen here they cost no call.
        if type(entry) is not str and not _is_simple(entry, depth + 1):
            return False
    return True


def _is_scalar(value: object) -> bool:
    kind = type(value)
    if kind is int:
        return abs(cast(int, value)) <= _LARGEST_INTEGER
    return kind is str or kind is bool or value is None


def _plain(value: object, where: str, depth: int) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > _LARGEST_INTEGER:
            raise NotCanonical(f"{where}: an integer beyond 2^53-1 is not exact in JSON")
        return int(value)
    if depth >= _MAX_DEPTH:
        raise NotCanonical(f"{where}: nested deeper than {_MAX_DEPTH}")
    if isinstance(value, Mapping):
        return _plain_object(value, where, depth)
    if isinstance(value, list | tuple):
        return [_plain(entry, f"{where}[{i}]", depth + 1) for i, entry in enumerate(value)]
    raise NotCanonical(f"{where}: {type(value).__name__} has no canonical form")


def _plain_object(value: Mapping[object, object], where: str, depth: int) -> dict[str, object]:
    keys: list[str] = []
    for key in value:
        if not isinstance(key, str):
            raise NotCanonical(f"{where}: keys must be strings, not {type(key).__name__}")
        keys.append(key)
    keys.sort(key=_utf16)
    return {key: _plain(value[key], f"{where}.{key}", depth + 1) for key in keys}


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")
