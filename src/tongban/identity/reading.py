"""Subjects and accounts as stored, in as few statements as can be: every request needs them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from tongban.content.api import generation_column, look_begins
from tongban.kernel.sitting import noted
from tongban.ledger.api import key_read, unseal_many, wrapped_key_of

NOTES = "identity.subjects"

_COLUMNS = """
    subject.id, subject.kind, subject.region, subject.assurance, subject.sealed_profile,
    number.scheme, number.sealed_value, number.valid_from, number.valid_until
"""
_SUBJECTS = f"""
    SELECT {_COLUMNS}
    FROM identity_subject AS subject
    LEFT JOIN identity_subjectidentifier AS number ON number.subject_id = subject.id
    WHERE subject.id = ANY(%s) ORDER BY subject.id, number.id
"""  # noqa: S608 columns of our own
_ACCOUNT = f"""
    SELECT {_COLUMNS}, account.kind,
           EXISTS (SELECT FROM identity_mandate AS mandate
                   WHERE mandate.agent_id = subject.id AND mandate.revoked_at IS NULL
                   AND mandate.kind <> 'identity.helper'),
           {wrapped_key_of("subject.id")}, {generation_column()}
    FROM identity_account AS account
    JOIN identity_subject AS subject ON subject.id = account.subject_id
    LEFT JOIN identity_subjectidentifier AS number ON number.subject_id = subject.id
    WHERE account.id = %s AND account.closed_at IS NULL ORDER BY number.id
"""  # noqa: S608 columns of our own


@dataclass(frozen=True, slots=True)
class Number:
    """An identifier with its opened value; None once the subject was forgotten."""

    scheme: str
    value: bytes | None
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class OpenedSubject:
    """A subject as stored, with what is sealed opened; ``profile`` None once forgotten."""

    id: str
    kind: str
    region: str
    assurance: int
    profile: bytes | None
    numbers: tuple[Number, ...]


def opened_subjects(subject_ids: Collection[str]) -> dict[str, OpenedSubject]:
    """Subjects by id, unknown ids left out; two statements, once in a sitting."""
    return noted(NOTES, subject_ids, _read)


def open_account_row(account_id: str) -> tuple[str, str, int, bool] | None:
    """Kind, subject id and assurance of an open account, and whether the subject is an agent.

    The subject itself is noted for the sitting, with its key and the state of what is published:
    whoever asks this wants them next, and a request begins with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNT, [account_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    look_begins(rows[0][12])
    key_read(rows[0][0], rows[0][11])
    found = _subjects([row[:9] for row in rows])
    ((subject_id, known),) = found.items()
    noted(NOTES, [subject_id], lambda _: found)
    return rows[0][9], subject_id, known.assurance, rows[0][10]


def _read(subject_ids: Collection[str]) -> dict[str, OpenedSubject]:
    with connection.cursor() as cursor:
        cursor.execute(_SUBJECTS, [list(subject_ids)])
        return _subjects(cursor.fetchall())


def _subjects(rows: list[tuple]) -> dict[str, OpenedSubject]:
    opened = _opened(rows)
    found: dict[str, OpenedSubject] = {}
    for subject_id, kind, region, assurance, profile, scheme, value, since, until in rows:
        known = found.get(subject_id)
        numbers = known.numbers if known else ()
        if scheme is not None:
            numbers = (*numbers, Number(scheme, opened.get(_key(value)), since, until))
        found[subject_id] = OpenedSubject(
            subject_id, kind, region, assurance, opened.get(_key(profile)), numbers
        )
    return found


def _opened(rows: list[tuple]) -> dict[bytes | None, bytes | None]:
    """Every sealed value by its sealed bytes, with one reading of the keys."""
    sealed = {
        (row[0], bytes(value))
        for row in rows
        if row[4] is not None
        for value in (row[4], row[6])
        if value
    }
    values = sorted(sealed)
    return dict(zip((value for _, value in values), unseal_many(values), strict=True))


def _key(sealed: bytes | memoryview | None) -> bytes | None:
    return None if sealed is None else bytes(sealed)
