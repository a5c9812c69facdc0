"""What the room shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text

#: A value of a data element as it travels: text, ISO date text, whole number, decimal text, yes/no.
Scalar = str | int | bool | None


class ElementKind(Enum):
    """What values of an element look like. Dates are ISO text, money is decimal text."""

    TEXT = "text"
    DATE = "date"
    CODE = "code"  # an entry of ``code_list``
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes-no"
    PHONE = "phone"
    IDENTIFIER = "identifier"  # any personal identifier
    RESIDENT_ID = "resident-id"  # GB 11643
    USCC = "uscc"  # GB 32100
    DIVISION = "division"


class ElementAbout(Enum):
    """Whose fact an element is."""

    PERSON = "person"
    FIRM = "firm"


class NoAnswer(Enum):
    """Why a source said nothing."""

    NO_SOURCE = "no-source"
    NO_RECORD = "no-record"
    UNREACHABLE = "unreachable"
    NOT_GRANTED = "not-granted"
    NOT_CONSENTED = "not-consented"

    @property
    def unheard(self) -> bool:
        """Whether the source might know and was not heard: what is typed instead is not checked."""
        return self not in (NoAnswer.NO_SOURCE, NoAnswer.NO_RECORD)


@dataclass(frozen=True, slots=True)
class SourceView:
    """A register that is the source of some elements 数源.

    ``authoritative``: its value is confirmed, not typed over; ``dispute`` says where and how a
    person contests it (异议). ``channel`` names the adapter that reads it.
    """

    code: str
    name: Text
    agency_code: str
    channel: str
    authoritative: bool
    dispute: Text


@dataclass(frozen=True, slots=True)
class ElementView:
    """A data element 数据元 with at most one source (一数一源)."""

    id: str
    name: Text
    kind: ElementKind
    about: ElementAbout
    code_list: str | None
    source_code: str | None
    sensitive: bool


@dataclass(frozen=True, slots=True)
class SourcedValue:
    """What the source said about one element, or that it kept silent and why.

    ``as_of`` is when the register last confirmed the value; ``silent`` is True with ``value`` None
    when no source exists, the register holds nothing, or it could not be reached: ask the person.
    ``why`` is the kind of silence, None of a value.
    """

    element_id: str
    value: Scalar
    source: SourceView | None
    as_of: datetime | None
    silent: bool
    reason: Text
    why: NoAnswer | None = None


@dataclass(frozen=True, slots=True)
class RegisterRowInput:
    """One subject's record in a demo register: element id → value."""

    subject_id: str
    values: Mapping[str, Scalar]
    as_of: datetime
