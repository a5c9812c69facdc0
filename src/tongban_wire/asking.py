"""What a program of the agency asks its own node for: the node adds who asks, and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from tongban_wire.case_token import Subject
from tongban_wire.messages import VERSION, Request, fresh_id
from tongban_wire.plain import Id, Operand, Text, decode

MOST_ASK_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """The body of ``POST /v1/ask``: a request without what the node knows from the grant."""

    grant: Id
    purpose: Id
    article: Id
    case: Id
    subject: Subject
    fields: Annotated[tuple[Id, ...], Meta(max_length=256)]
    questions: Annotated[Mapping[Id, Operand | None], Meta(max_length=64)]
    token: Text


def read_ask(data: bytes) -> Ask:
    """The ask in these bytes, canonical JSON; Malformed otherwise."""
    return decode(Ask, data, MOST_ASK_BYTES)


def request_for(
    ask: Ask, consumer: str, at_ms: int, *, provider: str = "", resource: str = "", item: str = ""
) -> Request:
    """The request by which the node ``consumer`` passes an ask on.

    ``provider``, ``resource`` and ``item`` are the grant's, empty where the node knows no such
    grant and keeps the request as evidence alone.
    """
    return Request(
        v=VERSION, id=fresh_id(), at_ms=at_ms, consumer=consumer, provider=provider,
        resource=resource, grant=ask.grant, item=item, purpose=ask.purpose, article=ask.article,
        case=ask.case, subject=ask.subject, fields=ask.fields, questions=ask.questions,
        token=ask.token, nonce=fresh_id(),
    )  # fmt: skip
