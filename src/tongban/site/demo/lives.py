"""Cases of the invented people, through the rooms' doors: so that lists and figures are not empty.

Nobody is steered: who comes to a counter, what a register lacks and what is then handed over
follow from the people made up before, not from what the figures should say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tongban.cases.api import (
    CaseView,
    append_deadlines,
    submit_case,
)
from tongban.catalogue.api import HandlingKind, ItemView, published_item
from tongban.forms.api import form, prefill
from tongban.identity.api import known_subjects
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.refusal import Refusal
from tongban.site.demo.by_hand import agreement_of
from tongban.site.demo.choosing import asked_for, situation_of, whom_it_concerns
from tongban.site.demo.filling import FROM_AFAR, acting, sent_with_papers, typed, upload
from tongban.site.demo.handling import handle, handle_paid, officer_of_all, pay
from tongban.site.demo.matters import MATTERS, begin_matter, go_on
from tongban.site.demo.population import Person

_FORGOTTEN = "11990102000102314Y4992000017000"  # 社保卡申领
_OLD, _OLD_AT_A_WINDOW, _OTHERS_AT_A_WINDOW, _BY_PHONE = 70, 0.5, 0.08, 0.7


@dataclass(frozen=True, slots=True)
class Lived:
    """Cases that were sent, decided, left lying; applications that were refused at the door.

    ``matters`` are bundles 一件事 that were begun, ``matters_done`` those that came to their end.
    """

    sent: int
    decided: int
    forgotten: int
    refused: int
    matters: int
    matters_done: int


def live(*, people: list[Person], number: int, forgotten: int, seed: int, now: datetime) -> Lived:
    """Let people apply ``number`` times and officers decide; leave ``forgotten`` cases lying.

    What is decided on the spot was sent now, the rest up to a day ago; all is decided now, what
    costs a fee once it is paid. The forgotten ones were sent sixty days ago, and nobody looked at
    them.
    """
    random = Random(f"lives-{seed}")
    known = known_subjects([person.id for person in people])
    adults = [one for one in people if one.id in known and one.number and one.age(now.date()) >= 18]
    officer = officer_of_all()
    sent = decided = refused = 0
    paid, matters = [], []
    for place, code in enumerate(asked_for(number if adults else 0, random)):
        token = f"demo-life-{seed}-{place:05d}"
        if code in MATTERS:
            matters += begin_matter(code, adults, token, officer, now, random)
            continue
        person = whom_it_concerns(code, adults, now, random)
        if person is None:
            continue
        at = now - timedelta(minutes=random.randrange(20, 24 * 60))
        known_case = _apply(officer, person, code, token, at, now, random)
        if known_case is None:
            refused += 1
            continue
        sent += 1
        if handle(officer, known_case, now):
            decided += 1
        elif pay(acting(person, Channel.MOBILE, officer), known_case, now):
            paid.append(known_case)
    decided += handle_paid(officer, paid)
    done = go_on(officer, matters)
    left = _forget(officer, adults, forgotten, seed, now, random)
    return Lived(sent, decided, left, refused, len(matters), done)


def _forget(
    clerk: Actor, adults: list[Person], number: int, seed: int, now: datetime, random: Random
) -> int:
    left = 0
    for place in range(number if adults else 0):
        at = now - timedelta(days=60, hours=place)
        person, token = random.choice(adults), f"demo-left-{seed}-{place:05d}"
        left += _apply(clerk, person, _FORGOTTEN, token, at, at, random) is not None
    append_deadlines(now)
    return left


def _apply(
    clerk: Actor,
    person: Person,
    code: str,
    token: str,
    at: datetime,
    now: datetime,
    random: Random,
) -> CaseView | None:
    """The case, sent now where rules decide at once; None when the door refused it."""
    try:
        return _fill_in_and_send(clerk, person, published_item(code), token, at, now, random)
    except Refusal:
        return None


def _fill_in_and_send(
    clerk: Actor,
    person: Person,
    item: ItemView,
    token: str,
    at: datetime,
    now: datetime,
    random: Random,
) -> CaseView:
    channel = _channel(person, item, now.date(), random)
    me = acting(person, channel, clerk)
    sent_at = now if item.decision_table_code or item.handling is HandlingKind.INSTANT else at
    situation = situation_of(item, person, now.date(), random)
    given: dict[str, Any] = {
        "actor": me,
        "item_code": item.code,
        "item_version": item.version,
        "answers": _answers(me, person, item, sent_at),
        "situation": situation,
        "idempotency_token": token,
        "channel": channel,
        "agreement": agreement_of(me, clerk, item, page=token, now=sent_at),
        "now": sent_at,
    }
    blobs = {m.code: upload(me, sent_at) for m in _own_papers(item, situation)}

    def send(handed: dict[str, str]) -> CaseView:
        return submit_case(**given, material_blobs=handed)

    return sent_with_papers(send, me, blobs, sent_at)


def _own_papers(item: ItemView, situation: str | None) -> Iterator[Any]:
    return (each for each in item.materials_for(situation) if not each.already_held)


def _channel(person: Person, item: ItemView, today: date, random: Random) -> Channel:
    share = _OLD_AT_A_WINDOW if person.age(today) >= _OLD else _OTHERS_AT_A_WINDOW
    from_afar = item.online and not item.visits and item.min_assurance <= FROM_AFAR
    if not from_afar or random.random() < share:
        return Channel.WINDOW
    return Channel.MOBILE if random.random() < _BY_PHONE else Channel.PC


def _answers(me: Actor, person: Person, item: ItemView, now: datetime) -> dict[str, Any]:
    if item.form_code is None:
        return {}
    filled = prefill(
        actor=me, form_code=item.form_code, subject_id=person.id, item_code=item.code,
        purpose=item.articles[0], now=now,
    )  # fmt: skip
    said = {each.name: each.value for each in filled if not each.silent and each.value is not None}
    own = {
        each.name: typed(each, person)
        for each in form(item.form_code).fields
        if each.required and each.name not in said
    }
    return own | said
