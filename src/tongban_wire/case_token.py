"""The case token 办件令牌: the platform's word, for minutes, that a case is open and about whom.

One token serves one grant in one case about one person. The person's number is not in it: only a
digest that whoever knows the number can check.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import msgspec

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.plain import Id, Operand, Short, Whole, decode, encode
from tongban_wire.statements import (
    Statement,
    open_statement,
    sign_statement,
    sign_statements,
)

VERSION = 1
MOST_BYTES = 2048
LONGEST_TERM_MS = 3_600_000
"""A token that claims to be good for longer is not taken: cases close."""
PURPOSE = "tongban.case-token"


class Acting(Enum):
    """Who brought the call about: the person, somebody with a mandate, an officer on duty."""

    SUBJECT = "subject"
    AGENT = "agent"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a call is about: a number under a scheme (``resident-id``, ``uscc``, …)."""

    scheme: Short
    value: Operand


@dataclass(frozen=True, slots=True)
class CaseToken:
    """What the platform vouches for. ``audience`` and ``consumer`` are node ids.

    ``subject`` is ``subject_digest(id, …)``. ``case_open_at_ms`` is when the platform saw the case
    open. ``consent`` and ``mandate`` are the ids of what the person gave, None when nothing.
    """

    v: Whole
    id: Id
    issuer: Id
    case: Id
    case_open_at_ms: Whole
    grant: Id
    item: Id
    purpose: Id
    consumer: Id
    audience: Id
    subject: Id
    acting: Acting
    consent: Id | None
    mandate: Id | None
    issued_at_ms: Whole
    expires_at_ms: Whole


@dataclass(frozen=True, slots=True)
class _Named:
    id: Id


_NAMED = msgspec.json.Decoder(_Named)


def subject_digest(token_id: str, subject: Subject) -> str:
    """SHA-256 in hex that binds a token to a subject; token ids are random, so it is salted."""
    said = "\x00".join(("tongban case subject v1", token_id, subject.scheme, subject.value))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def sign_token(token: CaseToken, key: SigningKey) -> str:
    """The token's text, at most 4 KiB."""
    return sign_statement(PURPOSE, encode(token), key)


def sign_tokens(tokens: Sequence[CaseToken], key: SigningKey) -> list[str]:
    """The texts of up to 4,096 tokens under one signature, as for a form that asks many sources."""
    return sign_statements(PURPOSE, [encode(token) for token in tokens], key)


def open_token(text: str, keys: Mapping[str, PublicKey]) -> CaseToken:
    """The token one of the platform's ``keys`` signed. NotSigned or Malformed."""
    return decode(CaseToken, open_statement(PURPOSE, text, keys), MOST_BYTES)


def token_id_in(text: str) -> str:
    """The id a token gives itself, empty when it cannot be read; nothing in it is checked."""
    payload = text.partition(".")[0]
    try:
        data = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return _NAMED.decode(data).id
    except (ValueError, msgspec.DecodeError):
        return ""


def token_in(said: Statement) -> CaseToken:
    """What a token taken apart says, without asking who signed it. Malformed."""
    return decode(CaseToken, said.payload, MOST_BYTES)
