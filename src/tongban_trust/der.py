"""The few pieces of DER (X.690) that are written and read for every document.

asn1crypto reads what is read once, such as certificates and seals. What every single document
carries is a fixed frame around a handful of values, and a general library takes thirty
milliseconds for it; this takes a tenth of one.
"""

from __future__ import annotations

from typing import NamedTuple

INTEGER, BITS, OCTETS, OID, IA5 = 0x02, 0x03, 0x04, 0x06, 0x16
GENERALIZED_TIME, SEQUENCE, SET = 0x18, 0x30, 0x31
_LONG = 0x80
_MOST_VALUES = 64


class NotDer(ValueError):
    """The bytes are no DER of the expected frame; the message says which rule they break."""


class Value(NamedTuple):
    """One value: its tag, all its bytes, and those after tag and length."""

    tag: int
    whole: bytes
    content: bytes


def tlv(tag: int, *parts: bytes) -> bytes:
    """One value with ``parts`` as its content."""
    content = b"".join(parts)
    size = len(content)
    if size < _LONG:
        return bytes((tag, size)) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG | len(digits))) + digits + content


def oid(dotted: str) -> bytes:
    """An object identifier."""
    first, second, *rest = map(int, dotted.split("."))
    found = bytearray([40 * first + second])
    for arc in rest:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(_LONG | arc & 0x7F)
        found += bytes(reversed(groups))
    return tlv(OID, bytes(found))


def integer(value: int) -> bytes:
    """A whole number, not negative."""
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def values(data: bytes) -> list[Value]:
    """The values that follow one another in ``data``, lengths in their shortest form; NotDer."""
    found: list[Value] = []
    place = 0
    while place < len(data):
        if len(found) >= _MOST_VALUES:
            raise NotDer(f"More than {_MOST_VALUES} values")
        value = _first(data, place)
        found.append(value)
        place += len(value.whole)
    return found


def inside(data: bytes, *tags: int) -> list[Value]:
    """The values inside the one value ``data`` is, which must have exactly these tags; NotDer."""
    outer = values(data)
    if len(outer) != 1 or not outer[0].tag & 0x20:
        raise NotDer("There is not one constructed value")
    found = values(outer[0].content)
    if tuple(each.tag for each in found) != tags:
        raise NotDer("The values are not those expected here")
    return found


def _first(data: bytes, place: int) -> Value:
    head = data[place : place + 2]
    if len(head) < 2:
        raise NotDer("A value is cut short")
    size, start = head[1], place + 2
    if size >= _LONG:
        digits = data[start : start + size - _LONG]
        start += len(digits)
        size = int.from_bytes(digits, "big")
        if not 1 <= len(digits) <= 4 or digits[0] == 0 or size < _LONG:
            raise NotDer("A length is not in its shortest form")
    if start + size > len(data):
        raise NotDer("A value is cut short")
    return Value(head[0], data[place : start + size], data[start : start + size])
