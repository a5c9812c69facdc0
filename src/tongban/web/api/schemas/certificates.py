"""Certificates 电子证照: held, lent, copied, shown, used, verified."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words, as_objects

Fields = Annotated[list[Key], Field(max_length=100)]
Line = Annotated[Given, Field(max_length=200)]
Nonce = Annotated[str, Field(max_length=128, pattern=r"^([\w-]{16,128})?$")]


class StatusEntryOut(Out):
    """One change of status, from a day on."""

    status: Code
    operation: Code
    effective_date: date
    recorded_at: datetime
    article: str
    reason: str
    related: str


class UseOut(Out):
    """One use: who, how, for what, which fields."""

    id: str
    at: datetime
    way: Code
    user: str
    purpose: str
    case_id: str | None
    article: str
    fields: list[Words]


class UsePageOut(Out):
    """Uses, newest first."""

    items: list[UseOut]
    next_cursor: str | None


class LendIn(In):
    """To whom, which fields, for what, until which day (inclusive)."""

    borrower_kind: Literal["person", "firm", "agency"]
    number: Line
    name: Line = ""
    fields: Fields
    purpose: Line
    valid_until: date


class LentFieldOut(Out):
    """A field of a lending."""

    name: str
    label: Words


class LendingOut(Out):
    """A lending as either side sees it; ``state`` as ``share/open``."""

    id: str
    certificate_id: str
    type_code: str
    type_name: Words
    lender_name: str
    borrower_kind: Code
    borrower_name: str
    fields: Annotated[list[LentFieldOut], as_objects("name", "label")]
    purpose: str
    valid_from: date
    valid_until: date
    state: Code


class LendingsOut(Out):
    """Both sides of one's lendings."""

    given: list[LendingOut]
    received: list[LendingOut]


class BorrowedFieldOut(Out):
    """One field that was lent."""

    name: str
    label: Words
    value: str


class BorrowedOut(Out):
    """What a lending lets the borrower see."""

    type_name: Words
    holder_name: str
    issuer_name: Words
    status: Code
    valid_until: date | None
    fields: list[BorrowedFieldOut]


class CopyIn(In):
    """For what, who may use it, until which day (inclusive)."""

    purpose: Line
    user: Line
    valid_until: date


class CopyOut(Out):
    """An annotated copy as its holder sees it."""

    id: str
    certificate_id: str
    number: str
    verify_token: str
    type_name: Words
    purpose: str
    user: str
    valid_until: date
    watermark: Words
    state: Code


class PublicCopyOut(Out):
    """An annotated copy as whoever holds it must know it."""

    number: str
    purpose: str
    user: str
    valid_until: date
    watermark: Words


class ShowIn(In):
    """Which fields, to whom, for how many minutes."""

    fields: Fields
    audience: Line
    minutes: Annotated[int, Field(ge=1, le=60)] = 5


class PresentationOut(Out):
    """A code to hold out; never the values."""

    id: str
    token: str
    type_name: Words
    audience: str
    fields: list[Words]
    expires_at: datetime
    state: Code


class LookIn(In):
    """A random name of the program that looks: the first one to look is the audience.

    ``suite`` of the signed form (in force here when empty); with a ``nonce`` it is signed,
    together with ``audience``, by the holder's key of this presentation.
    """

    viewer: Annotated[Key, Field(min_length=16)]
    suite: Literal["", "gm", "intl"] = ""
    audience: Annotated[Given, Field(max_length=200)] = ""
    nonce: Nonce = ""


class SignedFormIn(In):
    """A signed form, and what its holder was asked to sign (nothing when empty)."""

    signed: Annotated[str, Field(min_length=1, max_length=65_536)]
    audience: Annotated[Given, Field(max_length=200)] = ""
    nonce: Nonce = ""


class FormVerdictOut(Out):
    """Whether it is good now; ``claims`` are empty unless it is."""

    good: bool
    code: str
    reason: Words
    claims: dict[str, Any]


class ShownFieldOut(Out):
    """One shown field."""

    label: Words
    value: str


class ShownOut(Out):
    """What the audience sees; ``signed`` is the signed form, "" when none is offered."""

    type_name: Words
    issuer_name: Words
    audience: str
    fields: Annotated[list[ShownFieldOut], as_objects("label", "value")]
    status: Code
    expires_at: datetime
    signed: str
