"""New rows as they are, by one statement: for what is written with every case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg.types.json import Jsonb

_Reading: TypeAlias = Callable[[models.Model], Any]


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows by one statement, in the caller's transaction; rows of one table side by side.

    As ``save(force_insert=True)`` and ``bulk_create``, whose bookkeeping costs more than the
    INSERT: every column is written but a key that the table counts itself, which does not come
    back. Not for tables with defaults of the database, nor for a table that checks its foreign keys
    before the transaction ends. Raises IntegrityError as they do.
    """
    if not rows:
        return
    inserts, read = [], []
    for model, group in groupby(rows, type):
        of_table = list(group)
        head, values, readings = _plan(model)
        inserts.append(head + ", ".join([values] * len(of_table)))
        read += [each(row) for row in of_table for each in readings]
    *others, last = inserts
    beside = ", ".join(f"insert_{place} AS ({each})" for place, each in enumerate(others))
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"WITH {beside} {last}" if beside else last, read)
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
