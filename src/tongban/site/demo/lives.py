"""Cases of the invented people, through the rooms' doors: so that lists and figures are not empty.

Nobody is steered: who comes to a counter, what a register lacks and what is then handed over
follow from the people made up before, not from what the figures should say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

from tongban.agencies.api import agencies
from tongban.cases.api import (
    CaseView,
    DeliveryWay,
    MaterialsMissing,
    accept_case,
    append_deadlines,
    case,
    claim_task,
    decide_case,
    deliver_result,
    submit_case,
)
from tongban.catalogue.api import ItemView, item_by_version, published_item
from tongban.files.api import store_upload
from tongban.forms.api import FieldKind, FieldView, form, prefill
from tongban.identity.api import known_subjects
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel, Duty, Post
from tongban.kernel.refusal import Refusal
from tongban.seals.api import STATEMENT_CODE, Agreement, Proof
from tongban.site.demo.choosing import SERVICES, situation_of, whom_it_concerns
from tongban.site.demo.population import Person

_FORGOTTEN = "11990102000102314Y4992000017000"  # 社保卡申领
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_AGREED = Agreement(STATEMENT_CODE, Proof.DEMO)
_OLD, _OLD_AT_A_WINDOW, _OTHERS_AT_A_WINDOW, _BY_PHONE = 70, 0.5, 0.08, 0.7
_HANDLING = frozenset({Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER})
_MOST_ACTS = 12


@dataclass(frozen=True, slots=True)
class Lived:
    """Cases that were sent, decided, left lying; applications that were refused at the door."""

    sent: int
    decided: int
    forgotten: int
    refused: int


def live(*, people: list[Person], number: int, forgotten: int, seed: int, now: datetime) -> Lived:
    """Let people apply ``number`` times and officers decide; leave ``forgotten`` cases lying.

    Instant cases are decided now, the others were sent up to a day ago and are decided now. The
    forgotten ones were sent sixty days ago, and nobody looked at them.
    """
    random = Random(f"lives-{seed}")
    known = known_subjects([person.id for person in people])
    adults = [one for one in people if one.id in known and one.number and one.age(now.date()) >= 18]
    officer = _officer()
    sent = decided = refused = 0
    for place in range(number if adults else 0):
        code = SERVICES[place % len(SERVICES)]
        person = whom_it_concerns(code, adults, now, random)
        if person is None:
            continue
        at = now - timedelta(minutes=random.randrange(20, 24 * 60))
        known_case = _apply(person, code, f"demo-life-{seed}-{place:05d}", at, now, random)
        if known_case is None:
            refused += 1
            continue
        sent += 1
        decided += _handle(officer, known_case, now)
    left = _forget(adults, forgotten, seed, now, random)
    return Lived(sent, decided, left, refused)


def _forget(adults: list[Person], number: int, seed: int, now: datetime, random: Random) -> int:
    left = 0
    for place in range(number if adults else 0):
        at = now - timedelta(days=60, hours=place)
        person, token = random.choice(adults), f"demo-left-{seed}-{place:05d}"
        left += _apply(person, _FORGOTTEN, token, at, at, random) is not None
    append_deadlines(now)
    return left


def _apply(
    person: Person, code: str, token: str, at: datetime, now: datetime, random: Random
) -> CaseView | None:
    """The case, sent now where rules decide at once; None when the door refused it."""
    try:
        return _fill_in_and_send(person, published_item(code), token, at, now, random)
    except Refusal:
        return None


def _fill_in_and_send(
    person: Person, item: ItemView, token: str, at: datetime, now: datetime, random: Random
) -> CaseView:
    channel = _channel(person, item, now.date(), random)
    me = _actor(person, channel)
    sent_at = now if item.decision_table_code else at
    situation = situation_of(item, person, now.date(), random)
    given: dict[str, Any] = {
        "actor": me,
        "item_code": item.code,
        "item_version": item.version,
        "answers": _answers(me, person, item, sent_at),
        "situation": situation,
        "idempotency_token": token,
        "channel": channel,
        "agreement": _AGREED,
        "now": sent_at,
    }
    blobs = {m.code: _upload(me, sent_at) for m in _own_papers(item, situation)}
    return _sent(me, given, blobs)


def _sent(me: Actor, given: Mapping[str, Any], blobs: dict[str, str]) -> CaseView:
    """What no register holds is handed over, as the refusal asks."""
    try:
        return submit_case(**given, material_blobs=blobs)
    except MaterialsMissing as refused:
        asked = [problem.where.removeprefix("material:") for problem in refused.problems]
        more = {code: _upload(me, given["now"]) for code in asked}
        return submit_case(**given, material_blobs=blobs | more)


def _own_papers(item: ItemView, situation: str | None) -> Iterator[Any]:
    return (each for each in item.materials_for(situation) if not each.already_held)


def _channel(person: Person, item: ItemView, today: date, random: Random) -> Channel:
    share = _OLD_AT_A_WINDOW if person.age(today) >= _OLD else _OTHERS_AT_A_WINDOW
    if item.visits or not item.online or random.random() < share:
        return Channel.WINDOW
    return Channel.MOBILE if random.random() < _BY_PHONE else Channel.PC


def _actor(person: Person, channel: Channel) -> Actor:
    return Actor(
        kind=ActorKind.PERSON,
        subject_id=person.id,
        account_id=person.id.replace("subj_", "acct_"),
        assurance=Assurance.L4,
        channel=channel,
        name=person.name,
    )


def _answers(me: Actor, person: Person, item: ItemView, now: datetime) -> dict[str, Any]:
    if item.form_code is None:
        return {}
    filled = prefill(
        actor=me, form_code=item.form_code, subject_id=person.id, item_code=item.code,
        purpose=item.articles[0], now=now,
    )  # fmt: skip
    said = {each.name: each.value for each in filled if not each.silent and each.value is not None}
    typed = {
        each.name: _typed(each, person)
        for each in form(item.form_code).fields
        if each.required and each.name not in said
    }
    return typed | said


def _typed(field: FieldView, person: Person) -> Any:
    if field.options:
        return field.options[0].value
    return {
        FieldKind.DATE: "2026-01-05",
        FieldKind.NUMBER: int(field.minimum or 60),
        FieldKind.MONEY: "100000.00",
        FieldKind.PHONE: person.phone,
        FieldKind.YES_NO: True,
        FieldKind.DIVISION: person.home.code,
        FieldKind.RESIDENT_ID: person.number,
        FieldKind.IDENTIFIER: person.number,
    }.get(field.kind, person.name)


def _upload(me: Actor, now: datetime) -> str:
    kept = store_upload(
        actor=me, filename="material.pdf", stream=BytesIO(_PDF), declared_type="application/pdf",
        purpose="case-material", now=now,
    )  # fmt: skip
    return kept.id


def _officer() -> Actor:
    """Whoever decides is not what these lives are about: one officer of every agency."""
    posts = tuple(
        Post(f"{one.short}-approve", one.code, one.line, one.region, _HANDLING)
        for one in agencies()
    )
    return Actor(
        kind=ActorKind.OFFICER,
        subject_id="subj_demo_ma-xiao",
        account_id="acct_demo_ma-xiao",
        posts=posts,
        assurance=Assurance.L5,
    )


def _handle(officer: Actor, known: CaseView, now: datetime) -> bool:
    """Accept, decide and hand over; whether it came to a decision.

    What waits for somebody else, a fee or another agency, stays open.
    """
    try:
        return _decide(officer, known, now).state.closed
    except Refusal:
        return False


def _decide(officer: Actor, known: CaseView, now: datetime) -> CaseView:
    known = case(officer, known.id, now)
    for _ in range(_MOST_ACTS):
        act = next((verb for verb in _VERBS if verb in known.available), None)
        if known.state.closed or act is None:
            break
        known = _act(officer, known, act, now)
    if "deliver_result" in known.available:
        at_window = known.channel is Channel.WINDOW
        way = DeliveryWay.WINDOW if at_window else DeliveryWay.ELECTRONIC
        deliver_result(
            actor=officer, case_id=known.id, expected_version=known.version, way=way,
            proof="示例送达", now=now,
        )  # fmt: skip
    return known


_VERBS = ("accept_case", "decide_case", "claim_task")


def _act(officer: Actor, known: CaseView, verb: str, now: datetime) -> CaseView:
    given: dict[str, Any] = {
        "actor": officer, "case_id": known.id, "expected_version": known.version, "now": now,
    }  # fmt: skip
    if verb == "decide_case":
        cited = item_by_version(known.item_version_id).articles[:1]
        return decide_case(**given, approve=True, opinion="符合条件。", articles=cited)
    return (accept_case if verb == "accept_case" else claim_task)(**given)
