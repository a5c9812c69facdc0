"""E-seals 电子印章: standing, uses, two-person requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words

Hex = Annotated[str, BeforeValidator(lambda value: bytes(value).hex())]
Line = Annotated[Given, Field(min_length=1, max_length=120)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class KeyOut(Out):
    """The public side of a seal's key; key and certificate are DER in hex."""

    key_id: str
    algorithm: Code
    spki: Hex
    certificate: Hex


class SealOut(Out):
    """A seal; ``two_person`` is the part of its scope that takes two persons."""

    id: str
    kind: Code
    name: Words
    scope: list[Code]
    two_person: list[Code]
    articles: list[Code]
    standing: Code
    standing_at: datetime
    standing_reason: str
    valid_from: date
    valid_until: date
    keys: list[KeyOut]


class SealUseOut(Out):
    """One use: ``signature`` (DER in hex) is over the bytes of the digest that was sent."""

    id: str
    purpose: Code
    document_id: str
    digest: str
    signature: Hex
    key: KeyOut
    used_at: datetime
    automatic: bool
    post: str
    second_post: str


class SealUsePageOut(Out):
    """Uses, newest first."""

    items: list[SealUseOut]
    next_cursor: str | None


class SealRequestOut(Out):
    """A two-person use that was asked for."""

    id: str
    seal_id: str
    seal_name: Words
    purpose: Code
    document_id: str
    digest: str
    state: Code
    asked_by_me: bool
    asked_at: datetime
    expires_at: datetime
    reason: str


class UseIn(In):
    """What to seal: the digest of a file (SM3 or SHA-256, 64 hex digits), which is signed."""

    digest: Digest
    purpose: Key
    document_id: Line


class StandingIn(In):
    """The wanted standing, the article and the reason."""

    standing: Key
    article: Key
    reason: Given


class DeclineIn(In):
    """Why it is not approved."""

    reason: Given = ""
