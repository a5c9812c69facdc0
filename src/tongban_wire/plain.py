"""Frozen dataclasses as canonical JSON and back, strictly: one value, one byte string.

Every field is always written; what is read must have exactly these fields, of these types, within
these limits, in the canonical form of RFC 8785 (keys are ASCII, so sorting them is sorting bytes).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

LONGEST_TEXT = 4096
MOST_ENTRIES = 64
_LARGEST_INTEGER = 2**53 - 1

T = TypeVar("T")
Scalar = str | int | bool | None
"""What a register answers for one field; amounts and decimals are written as text."""


class Malformed(ValueError):
    """The bytes are no message of this form; the message names the place and the rule."""


def encode(value: object) -> bytes:
    """The canonical bytes of a dataclass. Malformed for text that has no UTF-8."""
    text = json.dumps(
        plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise Malformed("A lone surrogate is not a character and cannot be written") from error


def decode(kind: type[T], data: bytes, most_bytes: int) -> T:
    """The ``kind`` in these bytes. Malformed when they are too many or not its canonical form."""
    if len(data) > most_bytes:
        raise Malformed(f"{len(data)} bytes are more than the {most_bytes} allowed")
    try:
        said = json.loads(data, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"This is no JSON of ours: {error}") from error
    found = read(kind, said, "$")
    if encode(found) != data:
        raise Malformed("The JSON is not in its one canonical form")
    return found


def plain(value: object) -> Any:
    """A dataclass as dicts, lists and scalars."""
    if value is None or isinstance(value, str | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, Enum):
        return value.value
    kind: Any = type(value)
    return {name: plain(getattr(value, name)) for name in _names(kind)}


def read(kind: type[T], said: object, where: str) -> T:
    """The dataclass ``kind`` in plain JSON values; Malformed names ``where`` it is not one."""
    if not isinstance(said, dict):
        raise Malformed(f"{where} must be an object")
    asked: Any = kind
    readers = _readers(asked)
    if said.keys() != readers.keys():
        odd = ", ".join(sorted(map(str, said.keys() ^ readers.keys())))
        raise Malformed(f"{where} has not exactly its fields: {odd}")
    try:
        return kind(**{name: reader(said[name]) for name, reader in readers.items()})
    except Malformed as error:
        raise Malformed(f"{where}: {error}") from error


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@cache
def _readers(kind: Any) -> dict[str, Callable[[object], Any]]:
    hints = get_type_hints(kind)
    return {
        each.name: _reader(hints[each.name], each.name, each.metadata)
        for each in fields(kind)
        if each.init
    }


def _reader(hint: Any, name: str, limits: Mapping[str, int]) -> Callable[[object], Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):
        return _union_reader(inner, name, limits)
    if origin is tuple:
        return _list_reader(_reader(inner[0], name, limits), name, limits)
    if origin is Mapping:
        return _map_reader(_reader(inner[1], name, limits), name, limits)
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(_read_inner, hint, name)
    if issubclass(hint, Enum):
        return _enum_reader(hint, name)
    return _scalar_reader(hint, name, limits)


def _read_inner(hint: type[Any], name: str, said: object) -> Any:
    return read(hint, said, name)


def _union_reader(
    inner: tuple[Any, ...], name: str, limits: Mapping[str, int]
) -> Callable[[object], Any]:
    by_type = {hint: _reader(hint, name, limits) for hint in inner if hint is not NoneType}
    others = [reader for hint, reader in by_type.items() if hint not in (str, int, bool)]

    def union(said: object) -> Any:
        if said is None and NoneType in inner:
            return None
        reader = by_type.get(type(said)) or (others[0] if others else None)
        if reader is None:
            raise Malformed(f"{name} has not the right type")
        return reader(said)

    return union


def _list_reader(
    one: Callable[[object], Any], name: str, limits: Mapping[str, int]
) -> Callable[[object], Any]:
    most = limits.get("most", MOST_ENTRIES)

    def entries(said: object) -> tuple[Any, ...]:
        if not isinstance(said, list) or len(said) > most:
            raise Malformed(f"{name} must be a list of at most {most}")
        return tuple(map(one, said))

    return entries


def _map_reader(
    one: Callable[[object], Any], name: str, limits: Mapping[str, int]
) -> Callable[[object], Any]:
    most = limits.get("most", MOST_ENTRIES)

    def pairs(said: object) -> dict[str, Any]:
        if not isinstance(said, dict) or len(said) > most:
            raise Malformed(f"{name} must be an object of at most {most} keys")
        if not all(key.isascii() and len(key) <= 128 for key in said):
            raise Malformed(f"{name} has a key that is not short ASCII")
        return {key: one(value) for key, value in said.items()}

    return pairs


def _enum_reader(hint: type[Enum], name: str) -> Callable[[object], Any]:
    known = {each.value: each for each in hint}

    def member(said: object) -> Enum:
        if not isinstance(said, str) or said not in known:
            raise Malformed(f"{name} must be one of {', '.join(sorted(known))}")
        return known[said]

    return member


def _scalar_reader(hint: type, name: str, limits: Mapping[str, int]) -> Callable[[object], Any]:
    longest = limits.get("longest", LONGEST_TEXT)

    def scalar(said: object) -> Any:
        if type(said) is not hint:
            raise Malformed(f"{name} must be {hint.__name__}")
        if isinstance(said, str) and len(said) > longest:
            raise Malformed(f"{name} has more than {longest} characters")
        if isinstance(said, int) and abs(said) > _LARGEST_INTEGER:
            raise Malformed(f"{name} is an integer beyond 2^53-1")
        return said

    return scalar


def _no_float(_: str) -> float:
    raise ValueError("fractions are written as text")
