"""People who may have their residence permit endorsed at once, in the published demo province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from tongban.catalogue.api import ItemView, published_item
from tongban.content.api import publish_pack
from tongban.elements.api import RegisterRowInput, elements, put_register_rows
from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    Sex,
    open_account,
    register_person,
)
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.codes import resident_id
from tongban.site.wiring import wire
from tongban.web.api.auth import demo_token

Known = str | int | bool | None
ITEM_CODE = "11990102000102111A4992000010000"
SYSTEM = Actor.system("bench")
ANSWERS = {"phone": "19900001001", "still_here": True}


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person with a token to call with."""

    subject_id: str
    account_id: str

    @property
    def token(self) -> str:
        """A token that holds for an hour from now."""
        return demo_token(self.account_id)

    def fresh_token(self) -> str:
        """``token``, for whoever asks each time."""
        return self.token


def publish_province() -> ItemView:
    """Publish the demo pack into the (throw-away) database."""
    wire()
    publish_pack(actor=SYSTEM, path=settings.PACK_DIR / "shili", now=datetime.now(UTC))
    return published_item(ITEM_CODE)


def make_applicants(count: int, more: Mapping[str, Known] | None = None) -> list[Applicant]:
    """``count`` people the registers know, ``more`` of each alike, each with an account."""
    now = datetime.now(UTC)
    people = [
        (subject_id, values | dict(more or {}))
        for subject_id, values in (_person(place, now) for place in range(count))
    ]
    rows: dict[str, list[RegisterRowInput]] = defaultdict(list)
    for subject_id, values in people:
        by_source: dict[str, dict[str, Known]] = defaultdict(dict)
        for element_id, view in elements(values).items():
            by_source[view.source_code or ""][element_id] = values[element_id]
        for source_code, known in by_source.items():
            rows[source_code].append(RegisterRowInput(subject_id, known, now))
    for source_code, register in rows.items():
        put_register_rows(actor=SYSTEM, source_code=source_code, rows=register, now=now)
    return [_with_token(subject_id, now) for subject_id, _ in people]


def _with_token(subject_id: str, now: datetime) -> Applicant:
    opened = open_account(actor=SYSTEM, subject_id=subject_id, kind=ActorKind.PERSON, now=now)
    return Applicant(subject_id, opened.id)


def _person(place: int, now: datetime) -> tuple[str, dict[str, Known]]:
    born = date(1990, 1, 1) + timedelta(days=place // 900)
    number = str(resident_id.make("990102", born, place % 900 + 1))
    name = f"林示例{place}"
    person = register_person(
        actor=SYSTEM,
        name=name,
        identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, number),),
        birth_date=born,
        sex=Sex.UNKNOWN,
        region="990102",
        assurance=Assurance.L4,
        now=now,
    )
    until = (now + timedelta(days=15)).date().isoformat()
    return person.id, {
        "person.name": name,
        "person.resident_id": number,
        "person.alive": True,
        "person.permit.number": f"JZ99010200{place:05d}",
        "person.permit.status": "valid",
        "person.permit.valid_until": until,
        "person.residence.address": "安和市明德区学府路36号",
        "person.residence.registered_months": 26,
    }
