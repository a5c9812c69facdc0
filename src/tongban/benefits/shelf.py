"""The shelf ``benefits`` of a content pack: one policy rule 政策规则 per entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import Field

from tongban.benefits.models import PolicyVersion
from tongban.benefits.views import Way
from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    SpanText,
    versions_in,
)
from tongban.decisions.api import Outcome
from tongban.kernel.text import Text


class PolicyFile(PackModel):
    """A benefit paid each month without application.

    ``decision_table`` says who is due; ``amounts`` gives the yuan a month by the row that fires.
    ``people`` is the source whose people are looked at, ``account`` the data element of the bank
    account. ``way: opt-out`` pays unless declined within ``answer_within``; ``consent`` pays once
    confirmed. ``from_next_month``: conditions met in a month count from the next, so the table is
    asked about the last day of the month before. ``article`` is the purpose under which registers
    are asked and money is paid.
    """

    code: EntryCode
    title: LocalText
    summary: LocalText
    item: str
    agency: str
    region: str
    decision_table: EntryCode
    article: Citation
    people: str
    account: str
    way: Way
    answer_within: SpanText
    from_next_month: bool = False
    amounts: dict[EntryCode, Decimal] = Field(min_length=1)


_LINKS = (
    ("item", "items"),
    ("decision_table", "decisions"),
    ("people", "sources"),
    ("account", "elements"),
)


def check_policies(entries: tuple[Entry[PolicyFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Links that lead nowhere, rows without an amount, amounts that cannot be paid."""
    for entry in entries:
        yield from _links(entry, pack)
        yield from _amounts(entry, pack)


def _links(entry: Entry[PolicyFile], pack: PackView) -> Iterator[PackProblem]:
    said = entry.model.model_dump()
    bodies = {each.model.code for each in pack.entries("agencies")}
    unknown = [(name, shelf) for name, shelf in _LINKS if pack.lacks(shelf, said[name])]
    if "agencies" not in pack.unread and entry.model.agency not in bodies:
        unknown.append(("agency", "agencies"))
    for name, shelf in unknown:
        yield entry.problem(
            "benefits.link_unknown",
            Text.of(
                f"{name}: 内容包的 {shelf}/ 里没有“{said[name]}”。",
                f"{name}: the pack has no “{said[name]}” under {shelf}/.",
            ),
            Text.of("改成已有的，或者补上它。", "Name one that is there, or add it."),
            name,
        )


def _amounts(entry: Entry[PolicyFile], pack: PackView) -> Iterator[PackProblem]:
    table = pack.entry("decisions", entry.model.decision_table)
    if table is None:
        return
    rows = {row.code for row in table.model.rows if row.outcome is Outcome.PASS}
    for code in sorted(rows - entry.model.amounts.keys()):
        yield entry.problem(
            "benefits.row_without_amount",
            Text.of(
                f"决策表的规则“{code}”会通过，却没有金额。",
                f"The row “{code}” of the table passes, but has no amount.",
            ),
            Text.of("在 amounts 里写上它的金额。", "Give its amount under amounts."),
            "amounts",
        )
    for code in sorted(entry.model.amounts.keys() - rows):
        yield entry.problem(
            "benefits.amount_without_row",
            Text.of(
                f"金额写给了“{code}”，决策表里没有这样一条通过的规则。",
                f"An amount is given for “{code}”, but the table has no such passing row.",
            ),
            Text.of("改成决策表里的规则代码。", "Use the code of a row of the table."),
            "amounts",
        )
    for code, amount in entry.model.amounts.items():
        if amount <= 0 or amount != amount.quantize(Decimal("0.01")):
            yield entry.problem(
                "benefits.amount_not_payable",
                Text.of(f"金额 {amount} 不能发放。", f"The amount {amount} cannot be paid."),
                Text.of("写大于零、最多两位小数的元数。", "Write yuan above 0 with two decimals."),
                "amounts",
                code,
            )


SHELVES = (
    Shelf(
        name="benefits",
        schema=PolicyFile,
        check=check_policies,
        publish=versions_in(PolicyVersion, kind="benefits.policy-published", about="policy"),
    ),
)
