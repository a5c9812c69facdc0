"""New rows as they are, by one statement: for what is written with every case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg.types.json import Jsonb

_Insert: TypeAlias = tuple[str, Sequence[Any]]
_Reading: TypeAlias = Callable[[models.Model], Any]


def insert_rows(rows: Sequence[models.Model], *, beside: _Insert | None = None) -> None:
    """Insert rows of one table by one statement, in the caller's transaction.

    As ``save(force_insert=True)`` and ``bulk_create``, whose bookkeeping costs more than the
    INSERT: every column is written but a key that the table counts itself, which does not come
    back. Not for tables with defaults of the database. ``beside`` is an INSERT of the caller's own
    with its values, which goes in the same statement: foreign keys between the two must be checked
    at the end of the transaction, as Django's are. Raises IntegrityError as they do.
    """
    statement, told = beside or ("", ())
    if rows:
        head, values, readings = _plan(type(rows[0]))
        of_rows = head + ", ".join([values] * len(rows))
        statement = f"WITH new AS ({of_rows}) {statement}" if beside else of_rows
        told = [*(read(row) for row in rows for read in readings), *told]
    if not statement:
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, told)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _plan(model: type[models.Model]) -> tuple[str, str, tuple[_Reading, ...]]:
    """The head of the INSERT, its values for one row, and how each is read."""
    written = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField | models.BigAutoField)
    ]
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in written)
    head = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608  names of our own
    return head, f"({', '.join(['%s'] * len(written))})", tuple(map(_reading, written))


def _reading(field: models.Field[Any, Any]) -> _Reading:
    plain = attrgetter(field.attname)
    if not isinstance(field, models.JSONField):
        return plain
    return lambda row: None if (said := plain(row)) is None else Jsonb(said)
