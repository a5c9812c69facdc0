"""What an entry of the shelf ``examples`` says."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import Field

from tongban.content.api import EntryCode, LocalText, PackDate, PackModel
from tongban.decisions.api import Outcome


class FormVerdict(Enum):
    """What the form should say of the example's answers."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


class Expected(PackModel):
    """What must come out: form verdict (with the fields at fault), outcome, the reasons' rows.

    ``rows`` may also name the engine's own reasons (``engine-input-missing``).
    """

    form: FormVerdict = FormVerdict.COMPLETE
    problems: list[str] = Field(default_factory=list)
    outcome: Outcome | None = None
    rows: list[str] = Field(default_factory=list)


class ExampleFile(PackModel):
    """One executable example: given these facts and answers on this day, this happens.

    ``facts`` are what the registers say, by element id (left out = the source is silent);
    ``answers`` what the person typed, by form field name; ``on`` the day it happens.
    """

    code: EntryCode
    title: LocalText
    item: str
    situation: str | None = None
    on: PackDate
    facts: dict[str, Any] = Field(default_factory=dict)
    answers: dict[str, Any] = Field(default_factory=dict)
    expect: Expected
