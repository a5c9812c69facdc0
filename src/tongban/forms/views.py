"""What the room shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from tongban.kernel.text import Text

if TYPE_CHECKING:
    from tongban.elements.api import NoAnswer

#: An answer as it travels: text, ISO date text, whole number, decimal text, yes/no, blob id.
Answer = str | int | bool | None


class FieldKind(Enum):
    """How a field is asked."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"  # ISO text
    CHOICE = "choice"
    PHONE = "phone"
    NUMBER = "number"  # whole number
    MONEY = "money"  # decimal text with at most two places, CNY
    YES_NO = "yes-no"
    DIVISION = "division"  # address by division: a division code
    IDENTIFIER = "identifier"  # any personal identifier
    RESIDENT_ID = "resident-id"
    USCC = "uscc"
    FILE = "file"  # blob id from files.api.store_upload


class SubjectRole(Enum):
    """Whose fact a field asks for."""

    SUBJECT = "subject"  # the party the case is about (child, firm), whom the applicant acts for
    APPLICANT = "applicant"  # the natural person at the keyboard


class FilledBy(Enum):
    """Who fills a field."""

    APPLICANT = "applicant"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class ShownWhen:
    """The field is asked only when another field's answer is one of ``is_in`` (as text)."""

    field: str
    is_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question. ``editable`` False: confirm only, when the source has answered."""

    name: str
    element_id: str | None
    label: Text
    kind: FieldKind
    required: bool
    options: tuple[Option, ...]
    hint: Text | None
    editable: bool
    shown_when: ShownWhen | None
    subject_role: SubjectRole
    filled_by: FilledBy = FilledBy.APPLICANT
    max_length: int = 200
    minimum: str | None = None
    maximum: str | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A titled run of fields."""

    title: Text
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as published; ``version_id`` never changes its meaning."""

    code: str
    version: int
    version_id: str
    title: Text
    sections: tuple[SectionView, ...]

    @property
    def fields(self) -> tuple[FieldView, ...]:
        """Every field, in order."""
        return tuple(field for section in self.sections for field in section.fields)


@dataclass(frozen=True, slots=True)
class PrefilledField:
    """What a source already knows for a field.

    ``locked``: shown for confirmation, not typed over; ``dispute`` says how to contest the value.
    ``silent``: the source did not answer; ask the person; ``reason`` says why, ``why`` which kind.
    """

    name: str
    value: Answer
    source_name: Text | None
    as_of: datetime | None
    silent: bool
    locked: bool = False
    dispute: Text | None = None
    reason: Text | None = None
    element_id: str | None = None
    source_code: str | None = None
    why: NoAnswer | None = None

    @property
    def unheard(self) -> bool:
        """Whether the person is asked because the source that may know it was not heard."""
        return self.why is not None and self.why.unheard


@dataclass(frozen=True, slots=True)
class DraftView:
    """Answers kept on the server 暂存, to go on from any device. ``version`` grows by each save."""

    id: str
    item_code: str
    form_code: str
    form_version: int
    situation: str | None
    answers: dict[str, Answer]
    version: int
    saved_at: datetime
    expires_at: datetime
