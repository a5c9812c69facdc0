"""Lints of time: promise, statutory limit, special procedures."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.codes import HandlingKind, ItemType
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints.finding import Fault, LintContext, Severity, lint
from tongban.kernel.calendar import Span, SpanUnit
from tongban.kernel.text import Text

_HOURS = 24


@lint("handling_missing", "写明办件类型", "Say whether it is decided on the spot")
def handling_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """办件类型 decides the clock."""
    if document.handling is None:
        yield (
            ("handling",),
            Text.of("没有写办件类型（即办件或承诺件）。", "The kind of handling is missing."),
            Text.of("写 handling: instant 或 committed。", "Write handling: instant or committed."),
        )


@lint("instant_and_promise_disagree", "承诺即办当且仅当即办件", "Immediate promise, instant item")
def instant_and_promise_disagree(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: promise = 即办 ⇔ 即办件."""
    if document.handling is None or document.committed is None:
        return
    immediate = document.committed.unit is SpanUnit.IMMEDIATE
    if immediate != (document.handling is HandlingKind.INSTANT):
        yield (
            ("committed",),
            Text.of(
                f"办件类型是“{document.handling.label.zh}”，"
                f"承诺时限却是“{document.committed.text.zh}”。",
                f"The item is “{document.handling.label.en}” "
                f"but promises “{document.committed.text.en}”.",
            ),
            Text.of(
                "即办件写 committed: immediate；承诺件写天数和单位。",
                "Instant items write committed: immediate; others write an amount with its unit.",
            ),
        )


@lint("committed_missing", "承诺时限要写，并带单位", "The promised time is given with its unit")
def committed_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """A promise without a number is none."""
    if document.committed is None:
        yield (
            ("committed",),
            Text.of("没有写承诺时限。", "The promised time is missing."),
            Text.of(
                "写 committed: 5 working-days（或 natural-days、hours、immediate）。",
                "Write committed: 5 working-days (or natural-days, hours, immediate).",
            ),
        )


@lint("committed_over_statutory", "承诺不长于法定", "The promise is no longer than the law allows")
def committed_over_statutory(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Across units without a calendar: the longest the promise may take, the shortest the law may.

    Weekends are counted at their least favourable place; public holidays are not known here.
    """
    promised, allowed = document.committed, document.statutory
    if promised is None or allowed is None or longest_hours(promised) <= shortest_hours(allowed):
        return
    if promised.unit is allowed.unit and promised.amount <= allowed.amount:
        return
    how = how_en = ""
    if promised.unit is not allowed.unit:
        how = "（单位不同：按周末最不利的排列折算，不计节假日）"
        how_en = " (different units: weekends at their least favourable, holidays not counted)"
    yield (
        ("committed",),
        Text.of(
            f"承诺{promised.text.zh}，长于法定{allowed.text.zh}{how}。",
            f"The promise of {promised.text.en} exceeds the statutory {allowed.text.en}{how_en}.",
        ),
        Text.of("把承诺时限改到不长于法定时限。", "Shorten the promise to the statutory time."),
    )


def longest_hours(span: Span) -> int:
    """Hours a span may last at most, weekends falling unluckily, without public holidays."""
    if span.unit is SpanUnit.WORKING_DAY:
        return (span.amount + 2 * -(-span.amount // 5)) * _HOURS
    return _plain_hours(span)


def shortest_hours(span: Span) -> int:
    """Hours a span lasts at least, weekends falling luckily, without public holidays."""
    if span.unit is SpanUnit.WORKING_DAY:
        return (span.amount + 2 * ((span.amount - 1) // 5)) * _HOURS
    return _plain_hours(span)


def _plain_hours(span: Span) -> int:
    if span.unit is SpanUnit.IMMEDIATE:
        return 0
    return span.amount * (_HOURS if span.unit is SpanUnit.NATURAL_DAY else 1)


@lint(
    "licence_without_statutory_time",
    "行政许可写法定时限",
    "A licence states its statutory time",
    Severity.WARNING,
)
def licence_without_statutory_time(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Licensing Law art. 42: twenty working days unless another law says otherwise."""
    if document.type is ItemType.LICENCE and document.statutory is None:
        yield (
            ("statutory",),
            Text.of("行政许可没有写法定时限。", "A licence without its statutory time."),
            Text.of(
                "没有特别规定时写 statutory: 20 working-days（行政许可法第42条）。",
                "Unless a law says otherwise: statutory: 20 working-days (Licensing Law, art. 42).",
            ),
        )


@lint(
    "special_procedure_incomplete",
    "特别程序要有依据和最长时限",
    "A special procedure has a basis and a longest time",
)
def special_procedure_incomplete(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Time that does not count must be grounded and told in writing (Licensing Law art. 45)."""
    for index, procedure in enumerate(document.special_procedures):
        if procedure.article is None:
            yield (
                ("special_procedures", index, "article"),
                Text.of(
                    f"特别程序“{procedure.name.zh}”没有依据。",
                    f"The special procedure “{procedure.name.en}” has no legal basis.",
                ),
                Text.of("写上条文（article）。", "Cite the article."),
            )
        if procedure.max_span is None:
            yield (
                ("special_procedures", index, "max_span"),
                Text.of(
                    f"特别程序“{procedure.name.zh}”没有写最长时限。",
                    f"The special procedure “{procedure.name.en}” has no longest time.",
                ),
                Text.of("写上 max_span，例如 10 working-days。", "Give max_span."),
            )
