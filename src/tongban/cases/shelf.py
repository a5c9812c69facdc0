"""The shelf ``examples`` of a content pack: runnable examples of what an item decides."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from tongban.decisions.api import Outcome

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")]
Words = dict[str, str]


class FormVerdict(Enum):
    """What the form should say of the example's answers."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Strict):
    """What must come out: form verdict (with the fields at fault), outcome, the rows that fire."""

    form: FormVerdict = FormVerdict.COMPLETE
    problems: list[str] = Field(default_factory=list)
    outcome: Outcome | None = None
    rows: list[str] = Field(default_factory=list)


class ExampleFile(_Strict):
    """One executable example: given these facts and answers on this day, this happens.

    ``facts`` are what the registers say, by element id (left out = the source is silent);
    ``answers`` what the person typed, by form field name; ``on`` the day it happens.
    """

    code: Code
    title: Words
    item: str
    situation: str | None = None
    on: date
    facts: dict[str, Any] = Field(default_factory=dict)
    answers: dict[str, Any] = Field(default_factory=dict)
    expect: Expected
