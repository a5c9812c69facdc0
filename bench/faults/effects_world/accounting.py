"""What was due, from the platform's own rows; what was done, from the receivers' books."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import connection

from bench.faults.effects_world.book import read_book
from bench.faults.effects_world.driving import CHARGED, INSTANT, REVIEWED
from bench.faults.effects_world.judging import Effect
from bench.faults.effects_world.processes import CHANNEL, RECEIVERS, World

_MONEY = {
    "payment": "SELECT id, paid FROM payments_order WHERE state IN ('paid', 'stray')",
    "refund": "SELECT id, amount FROM payments_refund",
    "payout": "SELECT id, amount FROM payments_payout",
}
# What a case of each service must have been told, whatever the outbox says: each once.
MUST_TELL = {
    INSTANT: ("CaseSubmitted", "CaseDecided"),
    REVIEWED: ("CaseSubmitted", "CaseAccepted", "CaseDecided"),
    CHARGED: ("CaseSubmitted", "CaseAccepted", "CasePaymentAsked", "CasePaymentSettled",
              "CaseDecided"),
}  # fmt: skip
WITH_CERTIFICATE = (INSTANT, REVIEWED)


def ask(statement: str, given: Any = ()) -> list[Any]:
    """Rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return list(cursor.fetchall())


def due(told: dict[str, tuple[str, ...]]) -> list[Effect]:
    """Every effect that has to have happened: outbox events by receiver, and money by its row."""
    found = [
        Effect(receiver, key, about, place, event)
        for receiver, events in told.items()
        for key, about, place, event in ask(
            "SELECT event_id, aggregate, sequence, event FROM jobs_outbox WHERE event = ANY(%s)",
            [list(events)],
        )
    ]
    for kind, statement in _MONEY.items():
        found += [
            Effect("payer", f"{kind} {key}", key, 1, f"{int(amount * 100)} fen")
            for key, amount in ask(statement)
        ]
    return found


def done(world: World) -> list[Effect]:
    """Every effect in the books, in the order it was done."""
    found = [
        Effect(name, line["key"], line["about"], line["sequence"], line["event"])
        for name in ("notices", "registry")
        for line in read_book(world.book(name))
        if "again" not in line
    ]
    return found + [
        Effect("payer", f"{line['kind']} {line['reference']}", line["reference"], 1,
               f"{line['fen']} fen")
        for line in read_book(world.book("payer"))
        if "again" not in line and line["kind"] in _MONEY
    ]  # fmt: skip


def absorbed(world: World) -> dict[str, int]:
    """How often each receiver was asked again for what it had done."""
    return {
        name: sum("again" in line for line in read_book(world.book(name))) for name in RECEIVERS
    }


def broken_cases(acknowledged: dict[str, str], done_: list[Effect]) -> list[str]:
    """Cases that were not told of, or written back, exactly as their service says they must be."""
    items = dict(ask("SELECT id, item_code FROM cases_case"))
    by_key = dict(ask("SELECT idempotency_token, id FROM cases_case"))
    certificates = Counter(
        case for (case,) in ask("SELECT case_id FROM certificates_certificate WHERE case_id <> ''")
    )
    told = Counter((each.about, each.what) for each in done_ if each.receiver == "notices")
    faults = [f"{key}: another case" for key, case in acknowledged.items() if by_key[key] != case]
    faults += [f"{key}: nobody was told" for key in by_key.keys() - acknowledged.keys()]
    for case in acknowledged.values():
        item = items[case]
        wrong = [event for event in MUST_TELL[item] if told[case, event] != 1]
        if wrong or certificates[case] != (item in WITH_CERTIFICATE):
            faults.append(f"{case}: {wrong} {certificates[case]}")
    return faults


def books_agree(today: date, now: Any) -> bool:
    """Whether reconciliation finds the channel's books and ours the same, days around as well."""
    from tongban.kernel.actor import Actor
    from tongban.payments.api import reconcile_day

    return all(
        reconcile_day(
            actor=Actor.system("faults"), channel=CHANNEL, day=today + timedelta(days=n), now=now
        ).agrees
        for n in (-1, 0, 1)
    )
