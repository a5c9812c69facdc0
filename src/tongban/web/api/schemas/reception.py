"""The window 窗口收件: sittings, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from tongban.reception.api import SeenBy, SignedOn
from tongban.web.api.schemas.shapes import Code, In, Key, Out, Words

Purpose = Literal["case-material", "signature"]
_NO_NUL = r"^[^\x00]*$"


class PresentedIn(In):
    """Who came, as it stands on their identity card, and how the clerk saw it."""

    name: Annotated[str, Field(max_length=100, pattern=_NO_NUL)]
    number: Annotated[str, Field(max_length=30, pattern=_NO_NUL)]
    seen_by: SeenBy = SeenBy.EYE


class OpenIn(PresentedIn):
    """Begin to serve somebody for an item; `firm` is the code of the firm they came for."""

    item_code: Key
    window: Annotated[str, Field(max_length=80, pattern=_NO_NUL)] = ""
    firm: Annotated[str, Field(max_length=18, pattern=_NO_NUL)] = ""


class SittingOut(Out):
    """A sitting; files and the signature go with its id. Masked once it has ended."""

    id: str
    item_code: str
    name: str
    number: str
    firm: str
    channel: Code
    state: Code
    opened_at: datetime
    case_id: str | None


class FilledIn(In):
    """What was filled in."""

    answers: dict[Key, Any] = Field(max_length=500)
    situation: Key | None = None


class HandBackIn(In):
    """What is handed back: codes of the guide's materials, other things, and why."""

    materials: list[Key] = Field(default_factory=list, max_length=200)
    other: Annotated[str, Field(max_length=200, pattern=_NO_NUL)] = ""
    reason: Annotated[str, Field(max_length=500, pattern=_NO_NUL)] = ""


class HandBackOut(Out):
    """The slip of a hand-back; its words are empty once the person was forgotten."""

    number: str
    materials: list[Words]
    other: str
    reason: str
    handed_back_at: datetime


class HandInIn(FilledIn):
    """What was filled in, read back and signed. `ink` is the id of the signed page or signature."""

    item_version: Annotated[int, Field(ge=1, le=2_147_483_647)]
    material_blobs: dict[Key, Key] = Field(default_factory=dict, max_length=200)
    statement: Key
    signed_on: SignedOn
    ink: Key
