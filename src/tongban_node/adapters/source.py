"""What every adapter offers, and how rows are read into fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from tongban_node.config import ConfigWrong, SourceSettings
from tongban_wire.plain import Scalar

MOST_AT_ONCE = 256
_LONGEST_VALUE = 4096


class SourceSilent(RuntimeError):
    """The source does not answer in time or at all."""


class SourceOdd(RuntimeError):
    """The source answers something that was not agreed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person's or firm's row: values by field name, and the day or moment it is from."""

    values: Mapping[str, Scalar]
    as_of: str | None


class Source(Protocol):
    """A place rows come from. Fields and numbers that are not there are simply missing.

    ``scheme`` is the kind of number it knows subjects by.
    """

    scheme: str

    async def rows(self, numbers: Sequence[str], fields: Sequence[str]) -> Mapping[str, Row]:
        """The rows of these numbers (at most 256), by number. SourceSilent, SourceOdd."""
        ...

    async def check(self) -> tuple[str, ...]:
        """What is wrong with the source, in sentences; empty when it can answer."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


def columns_of(settings: SourceSettings, fields: Sequence[str]) -> list[str]:
    """The columns to ask for: the subject's first, those of the fields, then the as-of column."""
    wanted = [settings.columns[name] for name in fields if name in settings.columns]
    columns = [settings.subject_column, *dict.fromkeys(wanted)]
    if settings.as_of_column:
        columns.append(settings.as_of_column)
    return columns


def row_of(settings: SourceSettings, fields: Sequence[str], said: Mapping[str, object]) -> Row:
    """The wanted fields of what the source said, by column. SourceOdd for a value of no kind."""
    values = {
        name: scalar(said[column])
        for name in fields
        if (column := settings.columns.get(name)) is not None and column in said
    }
    as_of = scalar(said.get(settings.as_of_column)) if settings.as_of_column else None
    return Row(values, None if as_of is None else str(as_of))


def scalar(value: object) -> Scalar:
    """A value as it travels: days and amounts as text. SourceOdd for lists, bytes, floats."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str) and len(value) <= _LONGEST_VALUE:
        return value
    raise SourceOdd(f"A value of type {type(value).__name__} is none that was agreed")


def text_option(settings: SourceSettings, name: str) -> str:
    """An option that must be there and be text; ConfigWrong."""
    value = settings.options.get(name)
    if not isinstance(value, str) or not value:
        raise ConfigWrong(f"{settings.resource}: option {name} is missing")
    return value


def only_options(settings: SourceSettings, *known: str) -> None:
    """ConfigWrong when there are options this adapter does not have."""
    odd = sorted(set(settings.options) - set(known))
    if odd:
        raise ConfigWrong(f"{settings.resource}: {', '.join(odd)} is no option of {settings.kind}")
