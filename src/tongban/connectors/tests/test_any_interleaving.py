"""Whatever is down, said twice or backwards, pushed or asked for: the same history in the end."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tongban.cases.tests.factories import NOW, an_officer
from tongban.connectors.api import keep_going, referral_of_case
from tongban.connectors.tests.factories import Twin, applied, history, push, twin
from tongban.jobs.api import drain
from tongban_vertical_demo.vocabulary import ACCEPTED, GRANTED, VISITED

__all__ = ["twin"]
pytestmark = pytest.mark.django_db
TRIALS = 4
STEPS = ((ACCEPTED, ""), (VISITED, "店面属实"), (GRANTED, "符合条件"))


def lived(twin: Twin, chance: random.Random | None) -> list[tuple[str, str, str]]:
    """One case from application to licence; with ``chance`` everything that can go wrong does."""
    person, mine = applied()
    now = NOW
    waiting = list(STEPS)
    for _ in range(14):
        now = tick(twin, now, chance)
        there = [one for one in twin.register.applications() if one.outside.startswith(mine.number)]
        if there and waiting and (chance is None or chance.random() < 0.5):
            twin.register.advance(there[0].number, *waiting.pop(0))
    there = [one for one in twin.register.applications() if one.outside.startswith(mine.number)]
    twin.down = twin.deaf = False
    now = tick(twin, now, None)
    there = [one for one in twin.register.applications() if one.outside.startswith(mine.number)]
    for state, words in waiting:
        twin.register.advance(there[0].number, state, words)
    tick(twin, tick(twin, now, None), None)
    assert len(there) == 1
    ended = referral_of_case(an_officer(), mine.id)
    assert ended.fields_typed == 0
    told = [(step.seq, step.state, step.taken.zh) for step in ended.steps]
    licence = ended.certificate_number
    return [
        (kind, title, detail.replace(licence, "LICENCE"))
        for kind, title, detail in history(person, mine.id)
    ] + [("there", str(seq), state + taken) for seq, state, taken in told]


def tick(twin: Twin, now: datetime, chance: random.Random | None) -> datetime:
    """Some time goes by, and the worker works; with ``chance`` on a bad day."""
    twin.shuffle = list
    if chance is not None:
        twin.down, twin.deaf = chance.random() < 0.3, chance.random() < 0.3

        def rearranged(steps: list[object]) -> list[object]:
            some = [each for each in steps if chance.random() < 0.8]
            both = [*some, *chance.choices(steps, k=2)] if steps else []
            chance.shuffle(both)
            return both

        twin.shuffle = rearranged  # type: ignore[assignment]
        if chance.random() < 0.5:
            now += timedelta(seconds=chance.randrange(60))
            pushed(twin, rearranged, now)
    now += timedelta(minutes=chance.randrange(1, 90) if chance else 5)
    keep_going(now)
    if chance is None or chance.random() < 0.7:
        drain(now)
    return now


def pushed(twin: Twin, rearranged: Callable[[list[object]], list[object]], now: datetime) -> None:
    """They push what they have, as badly as they answer; whether or not the line is down."""
    numbers = [one.number for one in twin.register.applications()]
    steps = rearranged(twin.register.steps(numbers))  # type: ignore[arg-type]
    if steps:
        push(steps, now)


def test_any_interleaving_ends_in_the_undisturbed_history(twin: Twin):
    calm = lived(twin, None)
    assert [kind for kind, _, _ in calm if kind != "there"] == [
        "Submitted", "Accepted", "OpinionGiven", "Approved", "CertificateIssued",
    ]  # fmt: skip
    for _ in range(TRIALS):
        seed = random.randrange(10**9)
        with transaction.atomic():
            assert lived(twin, random.Random(seed)) == calm, f"seed {seed}"
            transaction.set_rollback(True)
