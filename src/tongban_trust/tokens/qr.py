"""The token in a certificate's QR code 证照二维码: short, signed, verified without a network.

Layout, version 1, big-endian: version (1) · key (8, head of its id) · issued at (4, Unix seconds)
· valid from, valid until (3 each, days since 1970; until 0 is long-term) · record key (16) ·
identifier (1 + n, base 38) · masked holder (1 + n, UTF-8) · signature (64). Written as base64url
without padding; with an address of 60 characters it fits QR version 12, level M.

A token is a bearer's proof that a certificate exists and how long it lasts. Whoever photographs a
code has it too, and it never changes: it says nothing about who shows it, so the masked name is
there to compare, and nothing about what happened since.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tongban_trust.signing import (
    PublicKey,
    SigningKey,
    short_signature,
    verify_short,
)
from tongban_trust.tokens.strict_json import NotStrict, from_base64url, to_base64url

LONGEST = 400
_VERSION = 1
_TAG = b"tongban certificate code v1\x00"
_HEAD = struct.Struct(">B8sI3s3s16s")
_SIGNATURE_BYTES, _KEY_HEAD = 64, 16
_ALPHABET = "*.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROOT = "1.2.156.3005.2."  # GB/T 36904; one character stands for it
_IDENTIFIER = re.compile(r"[.0-9A-Z]{1,120}")
_TEXT = re.compile(r"A[Q-Za-f][A-Za-z0-9_-]{98,398}")  # begins with the version
_LONGEST_HOLDER = 60
_FIRST_DAY = date(1970, 1, 1)
_LAST_MOMENT = 2**32


class BadCode(ValueError):
    """The text is no token, or is not signed by a key one trusts; the message says which."""


@dataclass(frozen=True, slots=True)
class CodeToken:
    """What a token says. ``key`` names the record (32 hex digits); moments aware UTC."""

    identifier: str
    holder_masked: str
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    key: str


def sign_code(token: CodeToken, key: SigningKey) -> str:
    """The token as text. ValueError when a part does not fit its place."""
    payload = _payload(token, key.public)
    return to_base64url(payload + short_signature(key, _TAG + payload))


def read_code(text: str, keys: Iterable[PublicKey]) -> CodeToken:
    """What a token says, once one of ``keys`` is found to have signed it; BadCode otherwise."""
    token, head, payload, signature = _taken_apart(text)
    for key in keys:
        ours = bytes.fromhex(key.key_id[:_KEY_HEAD]) == head
        if ours and verify_short(key, signature, _TAG + payload):
            return token
    raise BadCode("No key known here signed this code")


def token_in(words: str) -> str | None:
    """The token in what was scanned: alone, or after the ``#`` of an address; None without one."""
    words = words.strip()
    found = words.rpartition("#")[2] if "#" in words else words
    return found if _TEXT.fullmatch(found) else None


def _payload(token: CodeToken, public: PublicKey) -> bytes:
    moment = int(token.issued_at.timestamp())
    holder = token.holder_masked.encode()[:_LONGEST_HOLDER].decode(errors="ignore").encode()
    number = _packed(token.identifier)
    until = _days(token.valid_until) if token.valid_until else bytes(3)
    if not 0 <= moment < _LAST_MOMENT or len(token.key) != 32:
        raise ValueError("The moment or the record of the token has no place in it")
    head = _HEAD.pack(
        _VERSION, bytes.fromhex(public.key_id[:_KEY_HEAD]), moment, _days(token.valid_from), until,
        bytes.fromhex(token.key),
    )  # fmt: skip
    return head + bytes([len(number)]) + number + bytes([len(holder)]) + holder


def _taken_apart(text: str) -> tuple[CodeToken, bytes, bytes, bytes]:
    if not _TEXT.fullmatch(text):
        raise BadCode("This is no code of a certificate")
    try:
        data = from_base64url(text)
    except NotStrict as error:
        raise BadCode("The code is cut short, or not in its one form") from error
    payload, signature = data[:-_SIGNATURE_BYTES], data[-_SIGNATURE_BYTES:]
    if len(payload) < _HEAD.size or payload[0] != _VERSION:
        raise BadCode("The code is of no known version")
    _, head, moment, since, until, key = _HEAD.unpack_from(payload)
    number, rest = _counted(payload[_HEAD.size :])
    holder, rest = _counted(rest)
    if rest:
        raise BadCode("Something follows what the code says")
    try:
        token = CodeToken(
            identifier=_unpacked(number),
            holder_masked=holder.decode(),
            issued_at=datetime.fromtimestamp(moment, UTC),
            valid_from=_day(since),
            valid_until=_day(until) if any(until) else None,
            key=key.hex(),
        )
    except (ValueError, OverflowError) as error:
        raise BadCode(f"The code says nothing readable: {error}") from error
    return token, head, payload, signature


def _counted(data: bytes) -> tuple[bytes, bytes]:
    if not data or len(data) < 1 + data[0]:
        raise BadCode("The code is cut short")
    return data[1 : 1 + data[0]], data[1 + data[0] :]


def _packed(identifier: str) -> bytes:
    if not _IDENTIFIER.fullmatch(identifier):
        raise ValueError(f"“{identifier[:40]}” is no identifier of a certificate")
    if identifier.startswith(_ROOT):
        identifier = "*" + identifier.removeprefix(_ROOT)
    number = 1  # so that leading zeros are kept
    for each in identifier:
        number = number * len(_ALPHABET) + _ALPHABET.index(each)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _unpacked(data: bytes) -> str:
    number, letters = int.from_bytes(data, "big"), []
    while number > 1:
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    packed = "".join(reversed(letters))
    identifier = _ROOT + packed[1:] if packed.startswith("*") else packed
    if not _IDENTIFIER.fullmatch(identifier) or _packed(identifier) != data:
        raise ValueError("its identifier is none")
    return identifier


def _days(day: date) -> bytes:
    days = (day - _FIRST_DAY).days
    if not 0 < days < 2**24:
        raise ValueError(f"{day} is no day a certificate may have")
    return days.to_bytes(3, "big")


def _day(data: bytes) -> date:
    return _FIRST_DAY + timedelta(days=int.from_bytes(data, "big"))
