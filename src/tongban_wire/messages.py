"""Request and response: what is asked under which right, and what was answered.

Both are canonical JSON; the exact bytes are authenticated, digested and kept as evidence.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tongban_wire.case_token import Subject
from tongban_wire.plain import Scalar, decode, encode

VERSION = 1
MOST_BYTES = 32 * 1024
"""A message with what surrounds it fits one entry of the evidence log (64 KiB)."""

_ID = {"longest": 128}


class Outcome(Enum):
    """How a call ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not-found"
    REFUSED = "refused"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Request:
    """One call: case, purpose, article, subject, and the fields or questions wanted.

    ``id`` is 32 random hex digits, ``nonce`` too: it keeps the digest of the message from being
    guessed. ``questions`` maps a question's name to the operand, None where the grant fixes it.
    """

    v: int
    id: str = field(metadata={"longest": 32})
    at_ms: int
    consumer: str = field(metadata=_ID)
    provider: str = field(metadata=_ID)
    resource: str = field(metadata=_ID)
    grant: str = field(metadata=_ID)
    item: str = field(metadata=_ID)
    purpose: str = field(metadata=_ID)
    article: str = field(metadata=_ID)
    case: str = field(metadata=_ID)
    subject: Subject
    fields: tuple[str, ...] = field(metadata={"most": 256, "longest": 128})
    questions: Mapping[str, str | None] = field(metadata={"longest": 512})
    token: str
    nonce: str = field(metadata={"longest": 32})


@dataclass(frozen=True, slots=True)
class FaultTold:
    """A fault as it travels: its stable code and the place in the request it is about."""

    code: str = field(metadata={"longest": 64})
    where: str = field(metadata={"longest": 64})


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to one request, named by ``id`` and by the digest of its exact bytes (hex).

    ``values`` by field, ``answers`` by question (None: the register does not know). ``as_of`` is
    the ISO date or moment the register says its row is from.
    """

    v: int
    id: str = field(metadata={"longest": 32})
    at_ms: int
    provider: str = field(metadata=_ID)
    consumer: str = field(metadata=_ID)
    request: str = field(metadata=_ID)
    outcome: Outcome
    faults: tuple[FaultTold, ...]
    values: Mapping[str, Scalar] = field(metadata={"most": 256})
    answers: Mapping[str, bool | None]
    as_of: str | None
    nonce: str = field(metadata={"longest": 32})


def fresh_id() -> str:
    """32 random hex digits."""
    return secrets.token_hex(16)


def read_request(data: bytes) -> Request:
    """The request in these exact bytes; Malformed otherwise."""
    return decode(Request, data, MOST_BYTES)


def read_response(data: bytes) -> Response:
    """The response in these exact bytes; Malformed otherwise."""
    return decode(Response, data, MOST_BYTES)


def write(message: Request | Response) -> bytes:
    """The exact bytes of a message, at most ``MOST_BYTES`` or the receiver refuses it."""
    return encode(message)
