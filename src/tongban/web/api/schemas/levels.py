"""Identity levels in JSON."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.shapes import In, Out, Words


class LevelOut(Out):
    """One of the five levels."""

    level: int
    name: Words
    requirement: Words
    reason: Words


class StandingOut(Out):
    """A level, 0 (nobody) to 5."""

    level: int


class CheckIn(In):
    """The number on the caller's own identity card."""

    number: Annotated[str, Field(min_length=1, max_length=40)]
