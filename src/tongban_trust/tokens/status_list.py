"""Token status lists (draft-ietf-oauth-status-list): the status of many credentials in few bytes.

A list holds 1, 2, 4 or 8 bits per credential, the first in the lowest bits of the first byte,
compressed by zlib. It is a JWT of type ``statuslist+jwt`` under the address that credentials name.
Under ``gm`` it is signed with SM2 (``tokens.jws``).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from tongban_trust.signing import SigningKey
from tongban_trust.tokens.jws import BadJws, KeyOf, read_jws, sign_jws
from tongban_trust.tokens.reasons import Rejected
from tongban_trust.tokens.strict_json import NotStrict, from_base64url, to_base64url

TYPE = "statuslist+jwt"
MEDIA_TYPE = f"application/{TYPE}"
MOST_CHARS = 2 * 1024 * 1024
MOST_BYTES = 4 * 1024 * 1024  # after decompression: 16 million credentials of two bits
LEEWAY_S = 60
_BITS = (1, 2, 4, 8)


class Status(IntEnum):
    """What a value means (7.1 of the draft)."""

    VALID = 0
    INVALID = 1
    SUSPENDED = 2


@dataclass(frozen=True, slots=True)
class StatusReference:
    """Where a credential's status stands: the place in the list under this address."""

    uri: str
    index: int

    def to_claim(self) -> dict[str, object]:
        """The ``status`` claim of a credential."""
        return {"status_list": {"idx": self.index, "uri": self.uri}}


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list as it is looked into."""

    bits: int
    values: bytes

    def __post_init__(self) -> None:
        if self.bits not in _BITS:
            raise ValueError(f"A status takes 1, 2, 4 or 8 bits, not {self.bits}")

    @classmethod
    def of(cls, bits: int, size: int, statuses: Mapping[int, int]) -> StatusList:
        """A list of ``size`` places, valid (0) where ``statuses`` says nothing.

        ValueError for a place outside the list or a status that needs more bits.
        """
        values = bytearray(-(-size * bits // 8))
        for index, status in statuses.items():
            if not 0 <= index < size or not 0 <= status < 1 << bits:
                raise ValueError(f"Status {status} at {index} does not fit the list")
            place = index * bits
            values[place // 8] |= status << place % 8
        return cls(bits, bytes(values))

    def at(self, index: int) -> int | None:
        """The status at a place; None outside the list."""
        place = index * self.bits
        if index < 0 or place // 8 >= len(self.values):
            return None
        return self.values[place // 8] >> place % 8 & (1 << self.bits) - 1


def issue_status_list(
    key: SigningKey, statuses: StatusList, *, uri: str, at: datetime, lasts_s: int, ttl_s: int
) -> str:
    """The signed list for ``uri``: to be refetched after ``ttl_s``, worthless after ``lasts_s``."""
    issued = int(at.timestamp())
    claims = {
        "sub": uri,
        "iat": issued,
        "exp": issued + lasts_s,
        "ttl": ttl_s,
        "status_list": {
            "bits": statuses.bits,
            "lst": to_base64url(zlib.compress(statuses.values, 9)),
        },
    }
    return sign_jws(key, TYPE, claims, key.public.key_id)


def status_reference(claims: Mapping[str, Any]) -> StatusReference | None:
    """Where the credential's status stands; None when it names none or not in this way."""
    status = claims.get("status")
    said = status.get("status_list") if isinstance(status, Mapping) else None
    if not isinstance(said, Mapping):
        return None
    uri, index = said.get("uri"), said.get("idx")
    if not isinstance(uri, str) or type(index) is not int or index < 0:
        return None
    return StatusReference(uri, index)


def read_status_list(text: str, key_of: KeyOf, uri: str, now: datetime) -> StatusList | Rejected:
    """The list that is published under ``uri``, by a key that is trusted. Never raises.

    A list of another address, an expired one, and one that grows beyond ``MOST_BYTES`` when it is
    decompressed are rejected.
    """
    try:
        if len(text) > MOST_CHARS or not text.isascii():
            raise BadJws("status_unreadable", "The list is too long")
        claims = read_jws(text, TYPE, key_of).claims
        if claims.get("sub") != uri:
            raise BadJws("status_elsewhere", "The list is of another address")
        _need_time(claims, int(now.timestamp()))
        return _list(claims.get("status_list"))
    except BadJws as bad:
        return Rejected.because(bad.code, str(bad))


def _need_time(claims: Mapping[str, Any], now: int) -> None:
    issued, ends = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or (ends is not None and type(ends) is not int):
        raise BadJws("status_unreadable", "A time of the list is not one")
    if now < issued - LEEWAY_S or (ends is not None and now >= ends + LEEWAY_S):
        raise BadJws("status_old", "The list has expired or is from the future")


def _list(said: object) -> StatusList:
    bits = said.get("bits") if isinstance(said, Mapping) else None
    packed = said.get("lst") if isinstance(said, Mapping) else None
    if type(bits) is not int or bits not in _BITS or not isinstance(packed, str):
        raise BadJws("status_unreadable", "The list does not say its bits and values")
    try:
        return StatusList(bits, _inflated(from_base64url(packed)))
    except (NotStrict, zlib.error) as error:
        raise BadJws("status_unreadable", f"The list does not unpack: {error}") from error


def _inflated(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    values = unpacking.decompress(packed, MOST_BYTES + 1)
    if len(values) > MOST_BYTES or not unpacking.eof or unpacking.unused_data:
        raise BadJws("status_unreadable", "The list is too large, cut short, or followed by more")
    return values
