"""A table or view of a database, through any DB-API 2 driver with ``%s`` parameters.

``psycopg`` for PostgreSQL (and what speaks its protocol), ``pymysql`` or ``mysqlclient`` for
MySQL-compatible databases: the driver is named in the settings and imported when the node starts.
"""

from __future__ import annotations

import asyncio
import os
import queue
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Any

from tongban_node.adapters.source import (
    MOST_AT_ONCE,
    Row,
    SourceOdd,
    SourceSilent,
    columns_of,
    only_options,
    row_of,
    text_option,
)
from tongban_node.config import ConfigWrong, SourceSettings

_CONNECTIONS = 4
_CONNECT = ("host", "port", "user", "database")
_NAME = re.compile(r"[^\W\d]\w{0,62}(\.[^\W\d]\w{0,62})?")


class SqlSource:
    """Options: ``driver``, ``dsn`` (or ``host``, ``port``, ``user``, ``database``,
    ``password_env``), ``table`` and ``quote`` (``"`` by default, a backtick for MySQL).
    """

    def __init__(self, settings: SourceSettings, timeout_ms: int) -> None:
        """ConfigWrong when the driver is not installed or a name is no plain identifier."""
        self.scheme = settings.scheme
        only_options(settings, "driver", "dsn", "table", "quote", "password_env", *_CONNECT)
        self._settings, self._timeout_s = settings, timeout_ms / 1000
        try:
            self._driver: Any = import_module(text_option(settings, "driver"))
        except ImportError as error:
            raise ConfigWrong(f"{settings.resource}: the driver is not installed") from error
        quote = settings.options.get("quote", '"')
        if quote not in ('"', "`"):
            raise ConfigWrong(f"{settings.resource}: quote is a double quote or a backtick")
        self._quote = str(quote)
        dsn = settings.options.get("dsn")
        self._dsn = (dsn,) if dsn else ()
        self._how = {name: settings.options[name] for name in _CONNECT if name in settings.options}
        if "password_env" in settings.options:
            self._how["password"] = os.environ.get(text_option(settings, "password_env"), "")
        self._table = self._named(text_option(settings, "table"))
        self._subject = self._named(settings.subject_column)
        self._threads = ThreadPoolExecutor(_CONNECTIONS, "sql")
        self._closed = False
        self._idle: queue.SimpleQueue[Any] = queue.SimpleQueue()

    async def rows(self, numbers: Sequence[str], fields: Sequence[str]) -> Mapping[str, Row]:
        """The rows of these numbers, by number, in one statement. SourceSilent, SourceOdd."""
        if not numbers or len(numbers) > MOST_AT_ONCE:
            raise ValueError(f"Ask for 1 to {MOST_AT_ONCE} numbers at once")
        settings = self._settings
        columns = columns_of(settings, fields)
        marks = ", ".join(["%s"] * len(numbers))
        chosen = ", ".join(map(self._named, columns))
        statement = f"SELECT {chosen} FROM {self._table} WHERE {self._subject} IN ({marks})"  # noqa: S608  names checked
        found: dict[str, Row] = {}
        for said in await self._ask(statement, tuple(numbers)):
            number = str(said[0])
            if number in found:
                raise SourceOdd("The source has two rows for one number")
            found[number] = row_of(settings, fields, dict(zip(columns, said, strict=True)))
        return found

    async def check(self) -> tuple[str, ...]:
        """Whether every column can be read."""
        names = [self._settings.subject_column, *self._settings.columns.values()]
        columns = ", ".join(map(self._named, dict.fromkeys(names)))
        try:
            await self._ask(f"SELECT {columns} FROM {self._table} WHERE 1 = 0", ())  # noqa: S608
        except (SourceSilent, SourceOdd) as error:
            return (f"{self._settings.resource}: {error}",)
        return ()

    async def close(self) -> None:
        """Close the connections."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(self._threads.shutdown), self._timeout_s)
        while not self._idle.empty():
            self._idle.get().close()

    async def _ask(self, statement: str, values: tuple[str, ...]) -> list[tuple[object, ...]]:
        asking = asyncio.get_running_loop().run_in_executor(
            self._threads, self._execute, statement, values
        )
        try:
            return await asyncio.wait_for(asking, self._timeout_s)
        except TimeoutError as error:
            raise SourceSilent("The database does not answer in time") from error

    def _execute(self, statement: str, values: tuple[str, ...]) -> list[tuple[object, ...]]:
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
        try:
            cursor = connection.cursor()
            cursor.execute(statement, values)
            rows = list(map(tuple, cursor.fetchmany(MOST_AT_ONCE + 1)))
            # Reading only: end the transaction, so that the next look sees what is new.
            connection.rollback()
        except self._driver.Error as error:
            connection.close()
            raise SourceSilent(f"The database refuses: {type(error).__name__}") from error
        (connection.close if self._closed else partial(self._idle.put, connection))()
        return rows

    def _connect(self) -> Any:
        try:
            return self._driver.connect(*self._dsn, **self._how)
        except self._driver.Error as error:
            raise SourceSilent(f"The database cannot be reached: {type(error).__name__}") from error

    def _named(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise ConfigWrong(f"{self._settings.resource}: {name!r} is no name of a column")
        return ".".join(f"{self._quote}{part}{self._quote}" for part in name.split("."))
