"""Applications handed in elsewhere, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tongban.relays.api import ReturnWay
from tongban.web.api.schemas.reception import HandInIn, PresentedIn
from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words

_NO_NUL = r"^[^\x00]*$"
Reason = Annotated[str, Field(max_length=500, pattern=_NO_NUL)]


class CollectIn(HandInIn):
    """What was filled in, checked and signed; ``complete`` and ``legible`` are all a collecting
    window judges.
    """

    complete: bool
    legible: bool
    return_way: ReturnWay
    by_courier: bool = False


class WordsIn(In):
    """Why it is sent back, or what was put right."""

    words: Reason
    by_courier: bool = False


class AgainIn(WordsIn):
    """What was put right. `material_blobs` are new files by material code, taken in by
    `/relays/{id}/files` from the person, who is there with their card (`presented`).
    """

    presented: PresentedIn | None = None
    material_blobs: dict[Key, Key] = Field(default_factory=dict, max_length=200)


class ResultIn(In):
    """The result goes back to where it was collected."""

    by_courier: bool = False


class PassedOut(Out):
    """One thing that was handed over, with its SHA-256 in hex."""

    name: Words
    sha256: str


class DutyOut(Out):
    """Who was responsible from when to when; `until` null: now."""

    end: Code
    body: Words
    since: datetime
    until: datetime | None


class AmendedOut(Out):
    """What a later sending brought new or changed."""

    leg: int
    sent_at: datetime
    passed: list[PassedOut]


class HandOverOut(Out):
    """A hand-over; `taken` null: not answered, false: sent back."""

    leg: int
    sender: Words
    receiver: Words
    sent_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    taken: bool | None
    late: bool
    passed: list[PassedOut]
    words: list[Given]
    waybill: str
    way: Code | None


class RelayOut(Out):
    """A receipt of collection with its duty log."""

    id: str
    number: str
    case_id: str
    case_number: str
    item_code: str
    title: Words
    applicant: str
    state: Code
    holder: Code | None
    return_way: Code
    collector: Words
    place: Words
    home: Words
    transit: Code
    collected_at: datetime
    ended_at: datetime | None
    collected: list[PassedOut]
    amended: list[AmendedOut]
    duties: list[DutyOut]
    hand_overs: list[HandOverOut]
    due_at: datetime | None
    late: bool
    available: list[str]


class BoardOut(Out):
    """What an officer's posts have: collected, to be received or decided, done."""

    collected: list[RelayOut]
    arriving: list[RelayOut]
    done: list[RelayOut]


class JointOut(Out):
    """A step of a case that several places take; `regions` are division codes."""

    name: Words
    bodies: list[Words]
    regions: list[str]
    open: bool
    done: bool
