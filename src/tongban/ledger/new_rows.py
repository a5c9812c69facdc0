"""New rows as they are, by one statement: for what is written with every case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import connection, models

_Reading: TypeAlias = Callable[[models.Model], Any]


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows of one table, in the caller's transaction.

    As ``save(force_insert=True)`` and ``bulk_create``, whose bookkeeping costs more than the
    INSERT: every column is written but a key that the table counts itself, which does not come
    back. Not for tables with defaults of the database. Raises IntegrityError as they do.
    """
    if not rows:
        return
    head, values, readings = _plan(type(rows[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            head + ", ".join([values] * len(rows)),
            [read(row) for row in rows for read in readings],
        )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _plan(model: type[models.Model]) -> tuple[str, str, tuple[_Reading, ...]]:
    """The head of the INSERT, its values for one row, and how each is read."""
    written = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField | models.BigAutoField)
    ]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in written)
    head = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608  names of our own
    return head, f"({', '.join(['%s'] * len(written))})", tuple(map(_reading, written))


def _reading(field: models.Field[Any, Any]) -> _Reading:
    plain = attrgetter(field.attname)
    if not isinstance(field, models.JSONField):
        return plain
    return lambda row: field.get_db_prep_save(plain(row), connection)
