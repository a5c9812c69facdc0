"""Signed statements: one text that says what it is, who signed it, and holds for nothing else.

``<payload>.<key id>.<signature>``, payload and signature in base64url without padding. What is
signed is ``tongban statement v1 · 0 · purpose · 0 · key id · 0 · payload``: a signature over a case
token can never pass for one over a snapshot. Signatures of curves are 64 bytes ``r ‖ s``.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from tongban_trust.signing import (
    Algorithm,
    BadEncoding,
    PublicKey,
    SigningKey,
    compact,
    from_compact,
)

_HEAD = b"tongban statement v1\x00"


class NotSigned(ValueError):
    """The text is no statement for this purpose by a key that is trusted here."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement taken apart, not yet verified."""

    payload: bytes
    key_id: str
    signature: bytes


def sign_statement(purpose: str, payload: bytes, key: SigningKey) -> str:
    """The statement's text."""
    key_id = key.public.key_id
    signature = short_signature(key, _signed(purpose, key_id, payload))
    return f"{_text(payload)}.{key_id}.{_text(signature)}"


def open_statement(purpose: str, text: str, keys: Mapping[str, PublicKey]) -> bytes:
    """The payload that one of ``keys`` (by key id) signed for ``purpose``; NotSigned otherwise."""
    said = take_apart(text)
    key = keys.get(said.key_id)
    if key is None:
        raise NotSigned("The statement is signed by a key that is not trusted here")
    if not holds(purpose, said, key):
        raise NotSigned("The signature does not hold over this statement")
    return said.payload


def take_apart(text: str) -> Statement:
    """The three parts, in their one encoding; NotSigned for any other text."""
    parts = text.split(".")
    if len(parts) != 3 or not text.isascii():
        raise NotSigned("A statement has three parts")
    payload, key_id, signature = parts
    return Statement(_bytes(payload), key_id, _bytes(signature))


def holds(purpose: str, said: Statement, key: PublicKey) -> bool:
    """Whether ``key`` signed the statement for ``purpose``. Never raises."""
    return said.key_id == key.key_id and verify_short(
        key, said.signature, _signed(purpose, said.key_id, said.payload)
    )


def short_signature(key: SigningKey, message: bytes) -> bytes:
    """A signature of 64 bytes, whatever the algorithm."""
    signature = key.sign(message)
    return signature if key.public.algorithm is Algorithm.ED25519 else compact(signature)


def verify_short(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether the 64 bytes are ``key``'s signature over ``message``. Never raises."""
    if key.algorithm is Algorithm.ED25519:
        return key.verify(signature, message)
    try:
        return key.verify(from_compact(signature), message)
    except BadEncoding:
        return False


def _signed(purpose: str, key_id: str, payload: bytes) -> bytes:
    return _HEAD + purpose.encode() + b"\x00" + key_id.encode() + b"\x00" + payload


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotSigned("A part of the statement is not base64url") from error
    if _text(data) != text:
        raise NotSigned("A part of the statement is not in its one base64url form")
    return data
