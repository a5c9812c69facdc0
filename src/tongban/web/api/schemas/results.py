"""Certificates 电子证照, their verification, and ratings 好差评."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.certificates import PublicCopyOut
from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words


class CertificateFieldOut(Out):
    """A printed line."""

    name: str
    label: Words
    value: str


class CertificateOut(Out):
    """A certificate as its holder sees it."""

    id: str
    identifier: str
    number: str
    type_code: str
    type_name: Words
    holder_name: str
    issuer_name: Words
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    status: Code
    operation: Code
    previous_identifier: str | None
    next_identifier: str | None
    verify_token: str
    fields: list[CertificateFieldOut]
    supervisor_name: Words | None


class PublicCertificateOut(Out):
    """What anybody may see of a certificate."""

    identifier: str
    type_name: Words
    holder_name: str
    issuer_name: Words
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    status: Code
    fields: list[CertificateFieldOut]
    supervisor_name: Words | None


class CheckOut(Out):
    """One thing that was looked at: passed, noted or failed."""

    code: str
    state: str
    words: Words


class VerdictOut(Out):
    """Whether a certificate is genuine and in force, and why.

    ``code`` and ``checks`` where a file or a signed code was proven; ``as_of`` says up to which
    moment the status is known.
    """

    outcome: Code
    reasons: list[Words]
    certificate: PublicCertificateOut | None
    annotated_copy: PublicCopyOut | None
    code: str
    checks: list[CheckOut]
    as_of: datetime | None


class BlobOut(Out):
    """An uploaded file."""

    id: str
    sha256: str
    size: int
    media_type: str
    filename: str


class RatingIn(In):
    """A rating; ``level`` as ``satisfaction/very-satisfied``, never a digit."""

    level: Key
    tags: Annotated[list[Key], Field(max_length=20)] = []
    writing: Given = ""


class RatingOut(Out):
    """A rating as it was given."""

    round: int
    level: Code
    tags: list[str]
    writing: str
    rated_at: datetime


class RatingSummaryOut(Out):
    """Counts of first ratings; unrated stays unrated."""

    rated: int
    unrated: int
    by_level: dict[str, int]
    response_rate: float | None


class TokenIn(In):
    """A demo account."""

    account_id: Key


class TokenOut(Out):
    """A bearer token and how long it lives, in seconds."""

    token: str
    expires_in_s: int


class DemoAccountOut(Out):
    """A demo account anybody may try."""

    account_id: str
    label: Words
    kind: Code
    role: Words
