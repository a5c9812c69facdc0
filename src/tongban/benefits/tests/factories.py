"""Two policies, registers with people in them, and a bank that outlives a rollback."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.benefits.shelf import SHELVES, PolicyFile
from tongban.content.api import Entry
from tongban.decisions.tests.factories import a_release, publish_table, table_file
from tongban.elements.api import publish_elements, publish_sources
from tongban.elements.tests.factories import a_source, an_element, put
from tongban.identity.tests.factories import a_person
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # Monday, ten in the morning in Beijing
AGENCY = "11990102000102218M"
LAW = "shili-gaoling-banfa/4@2024-06-01"
OLD, OUT_OF_WORK = "old-age", "out-of-work"


def a_house() -> None:
    a_calendar()
    publish_agencies(an_entry())
    kinds = {"age": "number", "alive": "yes-no", "work": "text", "account": "text"}
    elements = tuple(an_element(f"person.{name}", kind) for name, kind in kinds.items())
    system = Actor.system("tests")
    publish_sources(actor=system, entries=(a_source(),), release="release_1", now=NOW)
    publish_elements(actor=system, entries=elements, release="release_1", now=NOW)
    old = (("older", "age >= 90 and alive"), ("old", "age >= 80 and age < 90 and alive"))
    publish_table(_table(OLD, *old))
    publish_table(_table(OUT_OF_WORK, ("due", "work == 'lost'")))
    publish_policy(code=OLD, decision_table=OLD, amounts={"old": "100.00", "older": "300.00"})
    publish_policy(
        code=OUT_OF_WORK, decision_table=OUT_OF_WORK, amounts={"due": "1500.00"}, way="consent"
    )


def publish_policy(**given: Any) -> None:
    title = {"zh-Hans": "津贴", "en": "Allowance"}
    said = {
        "title": title, "summary": title, "item": "item", "agency": AGENCY, "region": "990102",
        "article": LAW, "people": "population", "account": "person.account", "way": "opt-out",
        "answer_within": "5 working-days", **given,
    }  # fmt: skip
    entry = Entry(said["code"], PolicyFile.model_validate(said), "benefits/b.yaml", 1)
    SHELVES[0].publish(actor=Actor.system("tests"), entries=(entry,), release=a_release(), now=NOW)


def somebody(age: int = 82, *, work: str = "retired", account: str = "6200000000001234") -> Actor:
    person = a_person("赵示例")
    known = {"person__account": account} if account else {}
    put("population", person.id, person__age=age, person__alive=True, person__work=work, **known)
    return Actor(ActorKind.PERSON, subject_id=person.id, account_id="a", assurance=Assurance.L4)


def an_officer(*duties: Duty, agency: str = AGENCY) -> Actor:
    post = Post("post_a", agency, "civil-affairs", "990102", frozenset(duties))
    return Actor(ActorKind.OFFICER, subject_id="p", account_id="account_o", posts=(post,))


def _table(code: str, *rows: tuple[str, str]) -> Any:
    names = {"age": "number", "alive": "boolean"} if code == OLD else {"work": "text"}
    reason = {"zh-Hans": "符合", "en": "It is due"}
    no = "age < 80 or not(alive)" if code == OLD else "work != 'lost'"
    return table_file(
        code=code,
        articles=[LAW],
        inputs=[{"name": n, "element": f"person.{n}", "kind": kind} for n, kind in names.items()],
        derive={},
        rows=[
            *({"code": c, "when": when, "outcome": "pass", "reason": reason, "article": LAW}
              for c, when in rows),
            {"code": "no", "when": no, "outcome": "to-person", "reason": reason, "article": LAW},
        ],
    )  # fmt: skip
