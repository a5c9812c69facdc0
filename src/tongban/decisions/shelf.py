"""The shelf ``decisions`` of a content pack: one readable table per file."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from tongban.decisions.views import Outcome

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Words = dict[str, str]


class InputKind(Enum):
    """What a condition may do with the value; anything else in the case means ``to-person``."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    LIST = "list"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TableInput(_Strict):
    """A fact the table reads: its name in conditions and the data element it is bound to.

    ``required: false`` lets the value be null in conditions; the default hands the case to a
    person when the value is not known.
    """

    name: Name
    element: str
    kind: InputKind
    required: bool = True


class TableRow(_Strict):
    """One rule: when the condition holds, this is the outcome, for this reason, by this article."""

    code: Code
    when: str = Field(min_length=1, max_length=500)
    outcome: Outcome
    reason: Words
    article: str


class TableFile(_Strict):
    """A decision table 决策表.

    ``derive`` gives names to intermediate values (``age: "d(today).diff(d(birth_date), 'year')"``);
    ``today`` is always there (ISO date). Conditions are ZEN expressions over inputs, derived names
    and ``today``. PASS needs at least one pass row to fire and no to-person row.
    """

    code: Code
    title: Words
    articles: list[str] = Field(min_length=1)
    inputs: list[TableInput] = Field(min_length=1)
    derive: dict[Name, str] = Field(default_factory=dict)
    rows: list[TableRow] = Field(min_length=1)

    def canonical(self) -> dict[str, Any]:
        """The JSON form that is digested, stored and compiled."""
        return self.model_dump(mode="json")
