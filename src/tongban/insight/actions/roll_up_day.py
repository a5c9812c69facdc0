"""Roll one local day up 日汇总: read its closed cases once, keep sums and exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from tongban.bundles.api import bundled
from tongban.cases.api import CaseState, ClosedCase, closed_cases
from tongban.catalogue.api import ItemNotFound, published_item
from tongban.insight import events
from tongban.insight.domain.counting import (
    AT_A_COUNTER,
    Exempt,
    Life,
    What,
    Why,
    count,
    handed_over,
    served_beyond,
    visits,
)
from tongban.insight.domain.sums import NAMES, Sums
from tongban.insight.models import DayRun, DaySums, ExceptionRow
from tongban.insight.service_facts import service_of
from tongban.jobs.api import publish
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Calendar
from tongban.kernel.canonical_json import digest_of
from tongban.ledger.api import record
from tongban.places.api import Visit, unnamed_visits, visits_of

PLATFORM = Actor.system("insight")
_PIECE = 500
_DECIDED = (CaseState.APPROVED, CaseState.DENIED)
Key = tuple[str, str, str, str]


def roll_up_day(*, day: date, now: datetime) -> int:
    """Count the cases closed on a local day, replacing what was counted before; how many.

    Reads them in pieces of 500. A leaf with the digest of the sums is written when they changed.
    """
    counted = calendar()
    sums: dict[Key, Sums] = defaultdict(Sums)
    exceptions: list[ExceptionRow] = []
    at_counter: dict[str, int] = defaultdict(int)
    number = 0
    for piece in _pieces(day, counted):
        number += len(piece)
        for case, life in _lives(piece, counted):
            service = service_of(case.watched.item_version_id)
            sums[_key(case)] += count(life, service)
            at_counter[case.watched.item_code] += life.channel in AT_A_COUNTER
            found = (*(visits(life, service) if life.decided else ()), *handed_over(life, service))
            exceptions += (_row(day, case, each) for each in found)
    _add_numbers(day, sums, at_counter, exceptions)
    _store(day, sums, exceptions, now)
    return number


def _pieces(day: date, counted: Calendar) -> Iterator[tuple[ClosedCase, ...]]:
    since = counted.end_of_day(day - timedelta(days=1)) + timedelta(microseconds=1)
    until = counted.end_of_day(day) + timedelta(microseconds=1)
    after = None
    while True:
        piece = closed_cases(PLATFORM, since=since, until=until, after=after, size=_PIECE)
        if piece:
            yield piece
        if len(piece) < _PIECE:
            return
        last = piece[-1].watched
        after = (last.closed_at or since, last.id)


def _lives(piece: Sequence[ClosedCase], counted: Calendar) -> Iterator[tuple[ClosedCase, Life]]:
    kept = visits_of(
        PLATFORM,
        {case.subject_id for case in piece},
        since=min(counted.local_date(case.watched.submitted_at) for case in piece),
        until=max(counted.local_date(_last(case)) for case in piece),
    )
    steps = bundled(case.watched.id for case in piece)
    for case in piece:
        yield case, _life(case, kept, case.watched.id in steps, counted)


def _life(case: ClosedCase, kept: frozenset[Visit], is_step: bool, counted: Calendar) -> Life:
    known = case.watched
    first, last = counted.local_date(known.submitted_at), counted.local_date(_last(case))
    collected = [
        counted.local_date(each.at)
        for each in known.events
        if each.kind == "Delivered" and each.facts["way"] == "window"
    ]
    return Life(
        channel=known.channel,
        decided=known.state in _DECIDED,
        granted=known.state is CaseState.APPROVED,
        by_rules=any(each.kind == "Approved" and each.by == "rules" for each in known.events),
        submitted_at=known.submitted_at,
        closed_at=known.closed_at or known.submitted_at,
        submitted_on=first,
        due_at=known.due_at,
        notices=sum(each.kind == "CorrectionRequested" for each in known.events),
        ways={code: way.value for code, way in case.ways.items()},
        heard=case.heard,
        unheard=frozenset(case.unheard),
        kept=frozenset(
            visit.day
            for visit in kept
            if (visit.subject_id, visit.item_code) == (case.subject_id, known.item_code)
            and first <= visit.day <= last
        ),
        collected_on=collected[-1] if collected else None,
        fees=case.fees,
        bundled=is_step,
    )


def _last(case: ClosedCase) -> datetime:
    return max(each.at for each in case.watched.events)


def _key(case: ClosedCase) -> Key:
    known = case.watched
    return known.item_code, known.agency_code, known.line, known.region


def _row(day: date, case: ClosedCase, found: Exempt) -> ExceptionRow:
    return ExceptionRow(
        day=day,
        case_id=case.watched.id,
        item_code=case.watched.item_code,
        region=case.watched.region,
        what=found.what.value,
        why=found.why.value,
        code=found.code,
        reference=found.reference,
    )


def _add_numbers(
    day: date,
    sums: dict[Key, Sums],
    at_counter: Mapping[str, int],
    exceptions: list[ExceptionRow],
) -> None:
    for item_code, unnamed in unnamed_visits(day).items():
        more = served_beyond(unnamed, at_counter.get(item_code, 0))
        try:
            item = published_item(item_code)
        except ItemNotFound:
            continue
        if not more:
            continue
        sums[item_code, item.agency_code, item.line, item.region] += Sums(visits=more)
        exceptions += (
            ExceptionRow(
                day=day, case_id="", item_code=item_code, region=item.region,
                what=What.VISIT.value, why=Why.NUMBER_SERVED.value,
            )
            for _ in range(more)
        )  # fmt: skip


def _store(
    day: date, sums: Mapping[Key, Sums], exceptions: Sequence[ExceptionRow], now: datetime
) -> None:
    digest = digest_of(
        {"|".join(key): [str(getattr(sums[key], name)) for name in NAMES] for key in sums}
    )
    with transaction.atomic():
        run, _ = DayRun.objects.select_for_update().get_or_create(
            day=day, defaults={"computed_at": now, "digest": ""}
        )
        DaySums.objects.filter(day=day).delete()
        ExceptionRow.objects.filter(day=day).delete()
        DaySums.objects.bulk_create(
            DaySums(
                day=day, item_code=key[0], agency=key[1], line=key[2], region=key[3],
                **{name: getattr(one, name) for name in NAMES},
            )
            for key, one in sorted(sums.items())
        )  # fmt: skip
        ExceptionRow.objects.bulk_create(exceptions)
        changed = run.digest != digest
        run.computed_at, run.digest = now, digest
        run.save(update_fields=["computed_at", "digest"])
        if changed:
            facts = {"day": day.isoformat(), "digest": digest, "rows": len(sums)}
            about = f"insight-day:{day.isoformat()}"
            record(kind="insight.day-rolled-up", about=about, facts=facts, actor=PLATFORM, now=now)
            publish(event=events.DAY_ROLLED_UP, aggregate=about, payload=facts, now=now)
