"""What the components show: frozen values that a view fills and a template tag draws.

Strings are already in the visitor's language, or a kernel ``Text`` where a fallback to Chinese
must be marked as Chinese for a screen reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tongban.kernel.text import Text

Words = Text | str


def said(words: Words, language: str) -> str:
    """``words`` in one language, a plain string as it is."""
    return words.in_language(language) if isinstance(words, Text) else words


class FieldKind(Enum):
    """The control a field is drawn as."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"  # whole: a keyboard of digits
    DECIMAL = "decimal"
    PHONE = "phone"
    DATE = "date"
    ONE = "one"
    PICK = "pick"
    MANY = "many"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a radio, select or checkbox field."""

    value: str
    label: Words
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a prefilled value came from 来源: a register and the time it spoke for."""

    name: Words
    as_of: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. ``values`` holds what is already known or was typed.

    ``shown_when`` names the question it depends on and the answers for which it is asked;
    ``asked_when`` says so in words for who has no script. ``because`` names a source that might
    know the answer and was not heard.
    """

    name: str
    label: Words
    kind: FieldKind = FieldKind.TEXT
    values: tuple[str, ...] = ()
    required: bool = False
    editable: bool = True
    hint: Words = ""
    error: Words = ""
    options: tuple[Choice, ...] = ()
    source: Source | None = None
    because: Words = ""
    autocomplete: str = ""
    accept: str = ""
    max_length: int = 200
    shown_when: tuple[str, tuple[str, ...]] | None = None
    asked_when: Words = ""

    @property
    def must(self) -> bool:
        """Whether its control is marked as required from the start."""
        return self.required and self.shown_when is None

    @property
    def id(self) -> str:
        """The id of its control, which an error summary links to."""
        return field_id(self.name)

    @property
    def value(self) -> str:
        """The single value of a field that has one."""
        return self.values[0] if self.values else ""

    @property
    def described_by(self) -> str:
        """Ids of the lines a screen reader reads after the label."""
        lines = (
            ("when", self.asked_when),
            ("hint", self.hint),
            ("source", self.source),
            ("because", self.because),
            ("error", self.error),
        )
        return " ".join(f"{self.id}-{line}" for line, there in lines if there)

    @property
    def shown_value(self) -> Words | date:
        """The value as a person reads it: option labels instead of codes, dates as dates."""
        if self.kind is FieldKind.DATE and self.values:
            return _civil_date(self.values[0])
        labels = {option.value: option.label for option in self.options}
        if len(self.values) == 1:
            return labels.get(self.values[0], self.values[0])
        return "、".join(str(labels.get(value, value)) for value in self.values)


def _civil_date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def field_id(name: str) -> str:
    """The id of a field's control, from its name."""
    return "f-" + name.replace(".", "-")


class StepState(Enum):
    """Where a step of a timeline stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a timeline: what happened or will happen, when, by whom, and why."""

    title: Words
    state: StepState
    at: datetime | None = None
    detail: Words = ""
    by: Words = ""


class LightColour(Enum):
    """The clock light 时限灯. Colour is never the only sign: words and an icon go with it."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Light:
    """How a case stands against its deadline."""

    colour: LightColour
    words: Words
    due_at: datetime | None = None


class Mood(Enum):
    """The tone of a tag or a notice."""

    PLAIN = "plain"
    GOOD = "good"
    CARE = "care"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path back; the last one has no address."""

    label: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of an error summary: what is wrong, how to mend it, and the field to jump to."""

    message: Words
    mend: Words = ""
    field: str = ""

    @property
    def target(self) -> str:
        """The anchor of the field, empty when the fault belongs to no field."""
        return f"#{field_id(self.field)}" if self.field else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart."""

    label: Words
    amount: float
    shown: str
