"""Bytes of keys and signatures: SubjectPublicKeyInfo (RFC 5280, 5480), DER and compact signatures.

A curve signature is DER ``SEQUENCE {r, s}`` where documents carry it (X.509, GB/T 38540, PAdES)
and 64 bytes ``r ‖ s`` where space is dear (tokens, notes). DER is read strictly: one value, one
encoding.
"""

from __future__ import annotations

_SCALAR = 32
_SEQUENCE, _INTEGER = 0x30, 0x02
_LONG_FORM = 0x80


class BadEncoding(ValueError):
    """The bytes are no key or signature of this form; the message says which rule they break."""


def compact(der: bytes) -> bytes:
    """The 64 bytes ``r ‖ s`` of a DER signature over a 256-bit curve; BadEncoding otherwise."""
    r, rest = _integer(_sequence(der))
    s, rest = _integer(rest)
    if rest:
        raise BadEncoding("Bytes follow the two numbers of the signature")
    return r + s


def from_compact(raw: bytes) -> bytes:
    """The DER form of ``r ‖ s``; BadEncoding when it is not 64 bytes."""
    if len(raw) != 2 * _SCALAR:
        raise BadEncoding(f"A compact signature has {2 * _SCALAR} bytes, not {len(raw)}")
    body = _der_integer(raw[:_SCALAR]) + _der_integer(raw[_SCALAR:])
    return bytes([_SEQUENCE, len(body)]) + body


def _sequence(der: bytes) -> bytes:
    if len(der) < 2 or der[0] != _SEQUENCE or der[1] >= _LONG_FORM or der[1] != len(der) - 2:
        raise BadEncoding("The signature is not one short DER sequence")
    return der[2:]


def _integer(data: bytes) -> tuple[bytes, bytes]:
    if len(data) < 3 or data[0] != _INTEGER or not 1 <= data[1] <= min(_SCALAR + 1, len(data) - 2):
        raise BadEncoding("The signature lacks one of its two numbers")
    body, rest = data[2 : 2 + data[1]], data[2 + data[1] :]
    negative = body[0] >= _LONG_FORM
    padded = len(body) > 1 and body[0] == 0 and body[1] < _LONG_FORM
    digits = body.lstrip(b"\x00")
    if negative or padded or not digits or len(digits) > _SCALAR:
        raise BadEncoding("A number of the signature is negative, zero, padded or too large")
    return digits.rjust(_SCALAR, b"\x00"), rest


def _der_integer(raw: bytes) -> bytes:
    digits = raw.lstrip(b"\x00") or b"\x00"
    if digits[0] >= _LONG_FORM:
        digits = b"\x00" + digits
    return bytes([_INTEGER, len(digits)]) + digits
