"""Ready-made subjects for tests; the people are impossible (divisions 99xxxx)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import count

from django.db import connection

from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    MandateKind,
    MandateView,
    Sex,
    SubjectView,
    grant_mandate,
    open_account,
    register_firm,
    register_person,
)
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.codes import resident_id, uscc

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
_sequence = count(1)


def payloads_about(aggregate: str) -> list[dict]:
    """Payloads of the outbox events of one aggregate, in order (jobs shows no table to others)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payload FROM jobs_outbox WHERE aggregate = %s ORDER BY sequence", [aggregate]
        )
        return [json.loads(payload) for (payload,) in cursor.fetchall()]


def resident_number(birth_date: date = date(1990, 5, 6)) -> str:
    """A fresh valid number of an impossible division."""
    place, sequence = divmod(next(_sequence), 1000)
    return resident_id.make(f"99010{2 + place}", birth_date, sequence)


def a_person(
    name: str = "张三丰", birth_date: date = date(1990, 5, 6), *, numbered: bool = True
) -> SubjectView:
    """A registered natural person; a newborn when not ``numbered``."""
    number = (Identifier(IdentifierScheme.RESIDENT_ID, resident_number(birth_date)),)
    return register_person(
        actor=SYSTEM,
        name=name,
        identifiers=number if numbered else (),
        birth_date=birth_date,
        sex=Sex.FEMALE,
        region="990102",
        assurance=Assurance.L4,
        now=NOW,
    )


def a_firm(name: str = "示例餐饮有限公司") -> SubjectView:
    """A registered firm."""
    code = uscc.make("9", "1", "990102", f"MA{next(_sequence):06d}")
    return register_firm(
        actor=SYSTEM,
        name=name,
        identifiers=(Identifier(IdentifierScheme.USCC, code),),
        region="990102",
        assurance=Assurance.L4,
        now=NOW,
    )


def as_person(subject: SubjectView) -> Actor:
    """The actor when this person is at the keyboard."""
    return Actor(kind=ActorKind.PERSON, subject_id=subject.id, assurance=subject.assurance)


def an_officer(*duties: Duty) -> Actor:
    """An officer in a post with these duties."""
    post = Post("post-1", "11990102000102613W", "line", "990102", frozenset(duties))
    return Actor(kind=ActorKind.OFFICER, subject_id="subj_officer", posts=(post,))


def a_mandate(principal: SubjectView, agent: SubjectView, **changes: object) -> MandateView:
    """An agent's mandate for 2026, every item."""
    given: dict = {
        "actor": SYSTEM, "kind": MandateKind.AGENT, "principal_id": principal.id,
        "agent_id": agent.id, "valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31),
        "now": NOW,
    }  # fmt: skip
    return grant_mandate(**(given | changes))


def an_account(subject: SubjectView, kind: ActorKind = ActorKind.PERSON) -> str:
    """The id of an open account."""
    return open_account(actor=SYSTEM, subject_id=subject.id, kind=kind, now=NOW).id
