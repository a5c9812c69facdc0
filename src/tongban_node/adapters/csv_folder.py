"""A folder an agency drops CSV files into; the newest whole file is what is answered from.

Files are UTF-8 with a heading, named ``*.csv``; drop them by rename, so that none is read half. A
file that cannot be read changes nothing: the one before stands, and ``check`` says so.
"""

from __future__ import annotations

import asyncio
import csv
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tongban_node.adapters.source import (
    MOST_AT_ONCE,
    Row,
    SourceOdd,
    SourceSilent,
    only_options,
    row_of,
    text_option,
)
from tongban_node.config import SourceSettings

_MOST_BYTES = 64 * 1024 * 1024
_LOOK_EVERY_S = 1.0
_Stamp = tuple[str, int, int]


class CsvFolder:
    """Option: ``folder``. Files of at most 64 MB; larger registers belong into a database."""

    def __init__(self, settings: SourceSettings, timeout_ms: int) -> None:
        self.scheme = settings.scheme
        only_options(settings, "folder")
        self._settings, self._timeout_s = settings, timeout_ms / 1000
        self._folder = Path(text_option(settings, "folder"))
        self._stamp: _Stamp | None = None
        self._said: dict[str, Mapping[str, str]] = {}
        self._looked_at = -_LOOK_EVERY_S
        self._problem = ""
        self._turn = asyncio.Lock()

    async def rows(self, numbers: Sequence[str], fields: Sequence[str]) -> Mapping[str, Row]:
        """The rows of these numbers, by number. SourceSilent while there is no file to read."""
        if not numbers or len(numbers) > MOST_AT_ONCE:
            raise ValueError(f"Ask for 1 to {MOST_AT_ONCE} numbers at once")
        if self._stamp is None or self._is_due():
            # Who comes while the first file is still being read waits for it.
            async with self._turn:
                if self._is_due():
                    await self._look()
        if self._stamp is None:
            raise SourceSilent(self._problem or "No file was dropped yet")
        return {
            number: row_of(self._settings, fields, self._said[number])
            for number in numbers
            if number in self._said
        }

    async def check(self) -> tuple[str, ...]:
        """Whether the newest file can be read and has every column."""
        await self._look()
        return (f"{self._settings.resource}: {self._problem}",) if self._problem else ()

    async def close(self) -> None:
        """Nothing is held open."""

    def _is_due(self) -> bool:
        return time.monotonic() - self._looked_at >= _LOOK_EVERY_S

    async def _look(self) -> None:
        self._looked_at = time.monotonic()
        reading = asyncio.to_thread(self._read_newest)
        try:
            self._stamp, self._said = await reading
            self._problem = ""
        except (OSError, ValueError, csv.Error, SourceOdd) as error:
            self._problem = f"The newest file cannot be read: {error}"

    def _read_newest(self) -> tuple[_Stamp, dict[str, Mapping[str, str]]]:
        found = [(path.stat(), path) for path in self._folder.glob("*.csv")]
        if not found:
            raise FileNotFoundError("the folder holds no CSV file")
        newest, path = max(found, key=lambda each: (each[0].st_mtime_ns, each[1].name))
        stamp = (path.name, newest.st_mtime_ns, newest.st_ino)
        if stamp == self._stamp:
            return stamp, self._said
        if newest.st_size > _MOST_BYTES:
            raise SourceOdd("it is larger than 64 MB")
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            self._has_columns(table.fieldnames or ())
            said: dict[str, Mapping[str, str]] = {}
            for row in table:
                number = row[self._settings.subject_column]
                if number in said or None in row or None in row.values():
                    raise SourceOdd(f"line {table.line_num} repeats a number or is uneven")
                said[number] = row
        return stamp, said

    def _has_columns(self, names: Sequence[str]) -> None:
        settings = self._settings
        wanted = {settings.subject_column, settings.as_of_column, *settings.columns.values()} - {""}
        lacking = sorted(wanted - set(names))
        if lacking:
            raise SourceOdd(f"it lacks the columns {', '.join(lacking)}")
