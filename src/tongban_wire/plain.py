"""Frozen dataclasses as canonical JSON and back, strictly: one value, one byte string.

What is read must have the types and limits its fields are annotated with, and writing it again must
give the very same bytes: so no key can be unknown, doubled, out of order, and no number or
character written another way (RFC 8785; keys are ASCII, so sorting them is sorting bytes).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

_LARGEST = 2**53 - 1

Id = Annotated[str, Meta(max_length=128)]
Short = Annotated[str, Meta(max_length=64)]
Text = Annotated[str, Meta(max_length=4096)]
Note = Annotated[str, Meta(max_length=65_536)]
Operand = Annotated[str, Meta(max_length=512)]
Whole = Annotated[int, Meta(ge=-_LARGEST, le=_LARGEST)]
Scalar = Text | Whole | bool | None
"""What a register answers for one field; amounts and decimals are written as text."""

T = TypeVar("T")
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_ENCODER = msgspec.json.Encoder(order="sorted")


class Malformed(ValueError):
    """The bytes are no message of this form; the message names the place and the rule."""


def encode(value: object) -> bytes:
    """The canonical bytes of a dataclass. Malformed for text that has no UTF-8."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError as error:
        raise Malformed("A lone surrogate is not a character and cannot be written") from error


def decode(kind: type[T], data: bytes, most_bytes: int) -> T:
    """The ``kind`` in these bytes. Malformed when they are too many or not its canonical form."""
    if len(data) > most_bytes:
        raise Malformed(f"{len(data)} bytes are more than the {most_bytes} allowed")
    try:
        asked: Any = kind
        found: T = _decoder(asked).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"This is no {kind.__name__}: {error}") from error
    if encode(found) != data:
        raise Malformed("The JSON is not in its one canonical form")
    return found


def decode_kept(kind: type[T], data: bytes, most_bytes: int) -> T:
    """As ``decode``, for what is kept in a database, which takes no NUL: Malformed with one."""
    if b"\\u0000" in data and _NUL.search(data):
        raise Malformed("A text holds a NUL, which cannot be kept")
    return decode(kind, data, most_bytes)


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.json.Decoder(kind)
