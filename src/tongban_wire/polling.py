"""What a node signs to fetch its policy: who it is, and when it asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.plain import Id, Whole, encode
from tongban_wire.statements import NotSigned, open_statement, sign_statement

_PURPOSE = "tongban.node-poll"


@dataclass(frozen=True, slots=True)
class Poll:
    """A node asks, at this moment (Unix milliseconds)."""

    node: Id
    at_ms: Whole


def sign_poll(poll: Poll, key: SigningKey) -> str:
    """The text that goes with the request, ``Authorization: Tongban <text>``."""
    return sign_statement(_PURPOSE, encode(poll), key)


def open_poll(text: str, keys: Mapping[str, PublicKey]) -> Poll:
    """The poll one of ``keys`` signed; NotSigned otherwise. Any form of its JSON is read."""
    try:
        return msgspec.json.decode(open_statement(_PURPOSE, text, keys), type=Poll)
    except msgspec.DecodeError as error:
        raise NotSigned("What is signed is no poll") from error
