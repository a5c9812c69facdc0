"""Many cases, made in bulk: 20 agencies, eight regions, 200 services, 2,000 people."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import connection

from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    NewSubject,
    Sex,
    SubjectKind,
    register_subjects,
)
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.codes import resident_id
from tongban.ledger.api import seal_many

PEOPLE = 2_000
ITEMS = 200
AGENCIES = tuple(f"9199{n:02d}000000000000" for n in range(20))
REGIONS = tuple(f"9901{n:02d}" for n in range(1, 9))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_AT_ONCE = 200
_BORN = date(1990, 5, 6)
_INSERT = """
INSERT INTO cases_case (
    id, number, item_code, item_version_id, item_version, title, applicant_id, receiving_agency,
    deciding_agency, current_agency, line, region, channel, platform, idempotency_token, fees,
    delivery, sealed, sealed_row, state, submitted_at, due_at, yellow_at, next_at, paused,
    closed_at, version)
SELECT 'case_' || lpad(n::text, 26, '0'),
    region || to_char(due - interval '10 days', 'YYYYMMDD') || lpad(n::text, 8, '0'),
    'item_' || (random() * %(items)s)::int %% %(items)s, 'itemv', 1,
    '{"zh-Hans": "居住证签注", "en": "Endorsement"}', person.id, agency, agency, agency, 'line',
    region, 'pc', 'tongban', 'token-' || n, '[]', '',
    ''::bytea, person.sealed, CASE WHEN open THEN 'case-state/accepted'
    ELSE 'case-state/approved' END, due - interval '10 days', due, due - interval '1 day', due,
    false, CASE WHEN open THEN NULL ELSE due - interval '2 days' END, 1
FROM (SELECT n, (%(agencies)s::text[])[1 + (random() * 19)::int] AS agency,
        (%(regions)s::text[])[1 + (random() * 7)::int] AS region, random() < 0.3 AS open,
        %(now)s::timestamptz + (random() * 60 - 20) * interval '1 day' AS due,
        1 + (random() * (%(people)s - 1))::int AS who
      FROM generate_series(1, %(size)s) AS n) AS made
JOIN bench_people AS person ON person.place = made.who
"""
_TASKS = """
INSERT INTO cases_task (id, case_id, agency_code, region, created_at, version)
SELECT 'task_' || substr(id, 6), id, current_agency, region, submitted_at, 1
FROM cases_case WHERE closed_at IS NULL
"""


def fill(count: int, seed: int) -> dict[str, str]:
    """``count`` cases, three in ten of them open; the ID numbers of the people by their ids."""
    numbers = _people()
    people = list(numbers)
    sealed = seal_many([(person, "欧阳**".encode()) for person in people])
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [(seed % 1000) / 1000])
        cursor.execute("CREATE TEMP TABLE bench_people (place int, id text, sealed bytea)")
        cursor.executemany(
            "INSERT INTO bench_people VALUES (%s, %s, %s)",
            [
                (n + 1, person, blob)
                for n, (person, blob) in enumerate(zip(people, sealed, strict=True))
            ],
        )
        given = {"size": count, "people": PEOPLE, "items": ITEMS, "now": NOW}
        cursor.execute(_INSERT, given | {"agencies": list(AGENCIES), "regions": list(REGIONS)})
        cursor.execute(_TASKS)
        cursor.execute("VACUUM ANALYZE cases_case")
        cursor.execute("VACUUM ANALYZE cases_task")
    return numbers


def officer() -> Actor:
    """Who may see two agencies of twenty in one region of eight."""
    duties = frozenset({Duty.REVIEWER, Duty.APPROVER})
    posts = tuple(
        Post(f"post_{n}", agency, "line", REGIONS[3], duties)
        for n, agency in enumerate(AGENCIES[:2])
    )
    return Actor(
        kind=ActorKind.OFFICER, account_id="account_1", posts=posts, assurance=Assurance.L5
    )


def _people() -> dict[str, str]:
    numbers = [
        resident_id.make(f"9901{n // 900 + 1:02d}", _BORN, n % 900 + 1) for n in range(PEOPLE)
    ]
    new = [
        NewSubject(
            SubjectKind.PERSON,
            "欧阳示例",
            (Identifier(IdentifierScheme.RESIDENT_ID, number),),
            REGIONS[0],
            Assurance.L4,
            _BORN,
            Sex.FEMALE if int(number[16]) % 2 == 0 else Sex.MALE,
        )
        for number in numbers
    ]
    ids = [
        each
        for n in range(0, PEOPLE, _AT_ONCE)
        for each in register_subjects(
            actor=Actor.system("bench"), new=new[n : n + _AT_ONCE], now=NOW
        )
    ]
    return dict(zip(ids, numbers, strict=True))
