"""Two sides, a register with facts, and policies over them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.content.api import Entry
from tongban.decisions.tests.factories import a_release
from tongban.elements.api import publish_elements, publish_sources
from tongban.elements.tests.factories import a_source, an_element, put
from tongban.identity.tests.factories import a_person
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.policies.shelf import SHELVES, PolicyFile

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
LAW = "shili-gaoling-banfa/4@2024-06-01"
WORDS = {"zh-Hans": "优惠乘车", "en": "Cheaper buses"}
OLD = {
    "element": "person.birth_date",
    "test": "years-at-least",
    "wanted": ["60"],
    "says": {"zh-Hans": "年满六十周岁", "en": "You are sixty"},
}
HERE = OLD | {"element": "person.here", "test": "is", "wanted": ["true"]}


def a_house() -> None:
    a_calendar()
    publish_agencies(an_entry())
    kinds = {"person.birth_date": "date", "person.here": "yes-no", "firm.status": "text"}
    publish_sources(actor=SYSTEM, entries=(a_source(),), release="release_1", now=NOW)
    publish_elements(
        actor=SYSTEM,
        entries=tuple(an_element(name, kind) for name, kind in kinds.items()),
        release="release_1",
        now=NOW,
    )
    publish_policy("buses", [OLD])
    publish_policy("at-home", [OLD, HERE])
    publish_policy("everybody", [])


def policy_file(code: str, conditions: list[dict], **given: Any) -> PolicyFile:
    said = {
        "code": code, "title": WORDS, "summary": WORDS, "issuer": "11990102000102218M",
        "sections": [{"heading": WORDS, "text": WORDS}], "basis": LAW, "side": "person",
        "valid_from": "2026-01-01", "conditions": conditions, **given,
    }  # fmt: skip
    return PolicyFile.model_validate(said)


def publish_policy(code: str, conditions: list[dict], **given: Any) -> None:
    entry = Entry(code, policy_file(code, conditions, **given), "policies/p.yaml", 1)
    SHELVES[0].publish(actor=SYSTEM, entries=(entry,), release=a_release(), now=NOW)


def somebody(born: str = "1950-01-01", *, here: bool | None = None) -> Actor:
    person = a_person("赵示例")
    known = {} if here is None else {"person__here": here}
    put("population", person.id, person__birth_date=born, **known)
    return Actor(ActorKind.PERSON, subject_id=person.id, account_id="a", assurance=Assurance.L4)
