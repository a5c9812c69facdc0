"""Request and response: what is asked under which right, and what was answered.

Both are canonical JSON; the exact bytes are authenticated, digested and kept as evidence.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from msgspec import Meta

from tongban_wire.case_token import Subject
from tongban_wire.faults import Fault
from tongban_wire.plain import Id, Operand, Scalar, Short, Text, Whole, decode, encode

VERSION = 1
MOST_BYTES = 32 * 1024
"""A message with what surrounds it fits one entry of the evidence log (64 KiB)."""
_MOST_FAULTS = 64


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

    v: Whole
    id: Id
    at_ms: Whole
    consumer: Id
    provider: Id
    resource: Id
    grant: Id
    item: Id
    purpose: Id
    article: Id
    case: Id
    subject: Subject
    fields: Annotated[tuple[Id, ...], Meta(max_length=256)]
    questions: Annotated[Mapping[Id, Operand | None], Meta(max_length=64)]
    token: Text
    nonce: Id


@dataclass(frozen=True, slots=True)
class FaultTold:
    """A fault as it travels: its stable code and the place in the request it is about."""

    code: Short
    where: Short


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to one request, named by ``id`` and by the digest of its exact bytes (hex).

    ``values`` by field, ``answers`` by question (None: the register does not know). ``as_of`` is
    the ISO date or moment the register says its row is from.
    """

    v: Whole
    id: Id
    at_ms: Whole
    provider: Id
    consumer: Id
    request: Id
    outcome: Outcome
    faults: Annotated[tuple[FaultTold, ...], Meta(max_length=_MOST_FAULTS)]
    values: Annotated[Mapping[Id, Scalar], Meta(max_length=256)]
    answers: Annotated[Mapping[Id, bool | None], Meta(max_length=64)]
    as_of: Id | None
    nonce: Id


UNREADABLE = Request(
    v=VERSION, id="", at_ms=0, consumer="", provider="", resource="", grant="", item="", purpose="",
    article="", case="", subject=Subject("", ""), fields=(), questions={}, token="", nonce="",
)  # fmt: skip
"""What stands for a request where there is none that could be read: every name is empty."""


def respond(
    request: Request,
    digest: str,
    outcome: Outcome,
    faults: Sequence[Fault],
    *,
    provider: str,
    consumer: str,
    at_ms: int,
    values: Mapping[str, Scalar] | None = None,
    answers: Mapping[str, bool | None] | None = None,
    as_of: str | None = None,
) -> Response:
    """The response to a request with this ``digest``; of very many faults the first 64 are told."""
    told = tuple(FaultTold(fault.code.value, fault.where) for fault in faults[:_MOST_FAULTS])
    return Response(
        v=VERSION, id=request.id, at_ms=at_ms, provider=provider, consumer=consumer,
        request=digest, outcome=outcome, faults=told, values=values or {}, answers=answers or {},
        as_of=as_of, nonce=fresh_id(),
    )  # fmt: skip


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
