"""Who of the invented people applies for a service, and on which basis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from tongban.catalogue.api import ItemNotFound, ItemView, published_item
from tongban.decisions.api import FactSource, Outcome, decide
from tongban.site.demo.matters import MATTERS
from tongban.site.demo.population import Person
from tongban.site.demo.records import record_of

YEARLY: Mapping[str, float] = {
    "11990102000102111A4992000010000": 80,  # 居住证签注: once a year each holder, estimated
    "11990102000102111A4990700011000": 20,  # 居住证申领: estimated
    "11990102000102111A4990700024000": 25,  # 身份证换领: 150 million aged 16 to 25 every 10 years,
    # 400 million aged 26 to 45 every 20, nobody older
    "11990100000101717T3992000016000": 15,  # 居民医保参保: newborns and movers, estimated
    "11990102000102218M4990700019000": 4.8,  # 结婚登记: 6.835 million, 2022
    "11990102000102314Y4992000017000": 30,  # 社保卡申领: new and replaced, estimated
    "11990100000101717T3990500033000": 12.5,  # 生育待遇: 17.7 million times, 2022
    "11990102000102218M4992000052000": 11,  # 老年卡: 15 million turn 65, estimated
    "11990100000101127R3990100025000": 45,  # 驾驶证换证: 510 million drivers, 6 or 10 years
    "11990102000102218M4990500018000": 3.0,  # 高龄津贴: 34 million draw it, new ones estimated
    "11990102000102218M4990500027000": 2.0,  # 最低生活保障: estimated
    "11990102000102314Y4992000023000": 10,  # 灵活就业参保: estimated
    "11990102000102314Y4990700020000": 0.9,  # 工伤认定: estimated
    "11990102000102314Y4992000022000": 7.4,  # 失业登记: 10.4 million registered, 2021
}
"""What the demo's people apply for: services for persons alone that do not need a birth or a death,
each with the applications a year per 1,000 residents. Sources: statistical bulletins of civil
affairs 2022, of human resources and social security 2021 and of medical insurance 2022, public
figures of road traffic 2023; 居民身份证法 5 and the ages of the 2020
census; what no bulletin counts is estimated and says so."""
_ASKED, _UNASKED = 20, 0.1


def asked_for(number: int, random: Random) -> list[str]:
    """Codes of ``number`` services and matters: each once, then as often as in life."""
    yearly = {**YEARLY, **{code: matter.yearly for code, matter in MATTERS.items()}}
    codes = list(yearly)
    often = random.choices(codes, weights=list(yearly.values()), k=max(0, number - len(codes)))
    return [*codes, *often][:number]


def whom_it_concerns(
    code: str, adults: list[Person], now: datetime, random: Random
) -> Person | None:
    """People apply for what concerns them: of a score of them the first whom it fits.

    One in ten applies without asking whether it fits. It fits where the rules of the service, if
    it has any, say yes to what is on record, and where the record holds what one of its situations
    asks. Where it fits none of them nobody applies for what rules decide (who has no licence does
    not renew one), and whoever was asked last for the rest: people do apply for what no register
    knows of yet.
    """
    asked = random.choices(adults, k=_ASKED)
    try:
        item = published_item(code)
    except ItemNotFound:
        return None
    if random.random() < _UNASKED:
        return asked[0]
    found = next((one for one in asked if _fits(item, one, now)), None)
    return found if found or item.decision_table_code else asked[-1]


def _fits(item: ItemView, person: Person, now: datetime) -> bool:
    facts = {**record_of(person, now.date()), "person.residence.still_here": True}
    situations: list[str | None] = [each.code for each in item.situations] or [None]
    if not any(_on_record(item, each, facts) for each in situations):
        return False
    if item.decision_table_code is None:
        return True
    sources = {name: FactSource("demo") for name in facts}
    receipt = decide(table_code=item.decision_table_code, facts=facts, sources=sources, now=now)
    return receipt.outcome is Outcome.PASS


def _on_record(item: ItemView, situation: str | None, facts: Mapping[str, Any]) -> bool:
    return all(
        facts.get(element)
        for material in item.materials_for(situation)
        if material.source_code
        for element in material.element_ids
    )


def situation_of(item: ItemView, person: Person, today: date, random: Random) -> str | None:
    """The basis one has; without any, one at random."""
    if not item.situations:
        return None
    facts = record_of(person, today)
    held = [each.code for each in item.situations if _on_record(item, each.code, facts)]
    return held[0] if held else random.choice(item.situations).code
