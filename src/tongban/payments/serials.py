"""Numbers that count up, for notices and receipts."""

from __future__ import annotations

from django.db import connection


def next_serial(sequence: str) -> int:
    """The next number of one of this room's sequences."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [sequence])
        return int(cursor.fetchone()[0])
