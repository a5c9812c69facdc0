"""Whom tokens of another platform were about: a provider's node tells its own platform.

A platform knows whom its own tokens are about. Of another's it learns it from its node, which was
asked with the number, so that the person finds the look in the account of this platform too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.case_token import Subject
from tongban_wire.plain import Id, Text, Whole, decode, encode
from tongban_wire.statements import open_statement, sign_statement

MOST_SUBJECTS = 256
MOST_BYTES = 2 * 1024 * 1024
_PURPOSE = "tongban.node-subjects"


@dataclass(frozen=True, slots=True)
class TokenSubject:
    """A token's text as it came with a request, and whom the request was about."""

    token: Text
    subject: Subject


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """Up to 256 of them, told by ``node``."""

    node: Id
    at_ms: Whole
    subjects: Annotated[tuple[TokenSubject, ...], Meta(max_length=MOST_SUBJECTS)]


def sign_subjects(page: SubjectPage, key: SigningKey) -> str:
    """The text a node sends."""
    return sign_statement(_PURPOSE, encode(page), key)


def open_subjects(text: str, keys: Mapping[str, PublicKey]) -> SubjectPage:
    """The page one of ``keys`` signed. NotSigned or Malformed."""
    return decode(SubjectPage, open_statement(_PURPOSE, text, keys), MOST_BYTES)
