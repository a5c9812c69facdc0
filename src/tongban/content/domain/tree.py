"""A YAML document as plain values, with the line every part stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Line numbers, from 1, of every key and list entry of one document."""

    table: Mapping[Path, int] = field(default_factory=dict)
    prefix: Path = ()

    def at(self, *path: str | int) -> int:
        """Line of ``path``; of its nearest known parent when the path itself is not written."""
        full = self.prefix + path
        for length in range(len(full), -1, -1):
            line = self.table.get(full[:length])
            if line is not None:
                return line
        return 1

    def below(self, *path: str | int) -> Lines:
        """The lines of a part of the document."""
        return Lines(self.table, self.prefix + path)


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: ``value`` holds dict, list, str, int, Decimal, bool and None only."""

    value: object
    lines: Lines
