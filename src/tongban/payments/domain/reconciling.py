"""Reconciliation 对账: two statements of one day, line by line, both ways."""

from __future__ import annotations

from collections.abc import Iterable

from tongban.kernel.money import Money
from tongban.payments.views import Difference, Lack, LineKind, StatementLine, Totals


def differences(
    ours: Iterable[StatementLine], theirs: Iterable[StatementLine]
) -> tuple[Difference, ...]:
    """Every line that one side lacks or counts otherwise, in the order of kind and reference.

    A reference twice on one side is counted once with both amounts: it differs.
    """
    here, there = _by_line(ours), _by_line(theirs)
    found = []
    for key in sorted(here.keys() | there.keys(), key=lambda key: (key[0].value, key[1])):
        mine, yours = here.get(key), there.get(key)
        if mine != yours:
            found.append(Difference(*key, _lack(mine, yours), mine, yours))
    return tuple(found)


def totals(
    ours: Iterable[StatementLine], theirs: Iterable[StatementLine], currency: str = "CNY"
) -> tuple[Totals, ...]:
    """Count and sum of each kind on both sides."""
    here, there = list(ours), list(theirs)
    return tuple(
        Totals(kind, *_sum(here, kind, currency), *_sum(there, kind, currency)) for kind in LineKind
    )


def _sum(lines: list[StatementLine], kind: LineKind, currency: str) -> tuple[int, Money]:
    amounts = [line.amount for line in lines if line.kind is kind]
    return len(amounts), sum(amounts, Money.zero(currency))


def _by_line(lines: Iterable[StatementLine]) -> dict[tuple[LineKind, str], Money]:
    table: dict[tuple[LineKind, str], Money] = {}
    for line in lines:
        key = (line.kind, line.reference)
        table[key] = table[key] + line.amount if key in table else line.amount
    return table


def _lack(ours: Money | None, theirs: Money | None) -> Lack:
    if ours is None:
        return Lack.HERE
    return Lack.AT_CHANNEL if theirs is None else Lack.AMOUNT
