"""What a system pushes 推送: how it proves that it is the one, and what it may say at once."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence

from tongban.connectors.domain.definition import Speech
from tongban.connectors.domain.incoming import Heard, Unreadable, read_step

MOST_PUSHED = 200
MOST_BYTES = 1024 * 1024


def push_signature(code: str, token: str, body: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) under the connector's token, in hex.

    Over ``push``, the connector's code and the body, a line each: a push to one connector is no
    push to another, whatever token they share.
    """
    said = b"push\n" + code.encode() + b"\n" + body
    return hmac.new(token.encode(), said, hashlib.sha256).hexdigest()


def is_genuine(code: str, token: str, body: bytes, signature: str) -> bool:
    """Whether the signature is that of the system, compared in constant time."""
    made = push_signature(code, token, body)
    return hmac.compare_digest(made.encode(), signature.encode())


def read_pushed(body: bytes, speech: Speech) -> tuple[Heard, ...]:
    """The steps of a push, all or none. Raises Unreadable, naming every faulty place."""
    try:
        told = json.loads(body)
    except ValueError as fault:
        raise Unreadable("the body is no JSON") from fault
    steps = told.get(speech.names["steps"]) if isinstance(told, dict) else None
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_PUSHED:
        raise Unreadable(f"{speech.names['steps']} is no list of 1 to {MOST_PUSHED} steps")
    return _all(steps, speech)


def _all(steps: Sequence[object], speech: Speech) -> tuple[Heard, ...]:
    read, faults = [], []
    for place, each in enumerate(steps):
        try:
            read.append(read_step(each, speech))
        except Unreadable as fault:
            faults.append(f"{place}: {fault}")
    if faults:
        raise Unreadable("; ".join(faults[:20]))
    return tuple(read)
