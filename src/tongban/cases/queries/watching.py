"""Cases as their overseers see them: events without words, clocks, colours in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Case as Choice
from django.db.models import Count, Q, Value, When

from tongban.cases.models import Case, CaseEvent
from tongban.cases.overseen import EventFacts, LightCount, Reach, WatchedCase
from tongban.cases.queries.listing import shows
from tongban.cases.refusals import CaseNotFound
from tongban.cases.views.clock import Light
from tongban.cases.views.state import CaseState
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.codes.division import region_prefix

_MOST = 500


def watched_case(actor: Actor, case_id: str) -> WatchedCase:
    """One case with its events, for the platform's own programs. Refuses CaseNotFound."""
    row = Case.objects.filter(id=case_id).order_by("id").first()
    if row is None or actor.kind is not ActorKind.SERVICE:
        raise CaseNotFound
    events = CaseEvent.objects.filter(case_id=case_id).order_by("seq")
    return watched(row, events)


def watched_numbered(actor: Actor, number: str) -> WatchedCase | None:
    """One case by its public number, without events, for the platform's own programs."""
    row = Case.objects.filter(number=number.strip()).order_by("id").first()
    return watched(row) if row is not None and actor.kind is ActorKind.SERVICE else None


def nearly_due(
    actor: Actor, *, after: tuple[datetime, str] | None, size: int, now: datetime
) -> tuple[WatchedCase, ...]:
    """Open cases whose light is yellow, by (``yellow_at``, id) after the one given; at most 500.

    Without their events; for the platform's own programs, nothing for everybody else.
    """
    if actor.kind is not ActorKind.SERVICE:
        return ()
    rows = Case.objects.filter(
        closed_at__isnull=True, paused=False, yellow_at__lte=now, due_at__gte=now
    )
    if after is not None:
        at, case_id = after
        rows = rows.filter(Q(yellow_at__gt=at) | Q(yellow_at=at, id__gt=case_id))
    return tuple(watched(row) for row in rows.order_by("yellow_at", "id")[: min(size, _MOST)])


def light_counts(actor: Actor, reaches: Sequence[Reach], now: datetime) -> tuple[LightCount, ...]:
    """Open cases by line, region and colour within ``reaches``; numbers only, for officers.

    Whoever calls says how far the officer reaches; nothing for everybody else.
    """
    if actor.kind not in (ActorKind.OFFICER, ActorKind.SERVICE) or not reaches:
        return ()
    colour = Choice(
        *(
            When(shows(each, now), then=Value(each.value))
            for each in Light
            if each is not Light.NONE
        ),
        default=Value(Light.NONE.value),
    )
    rows = (
        Case.objects.filter(_within(reaches), closed_at__isnull=True)
        .annotate(colour=colour)
        .values_list("line", "region", "colour")
        .annotate(Count("id"))
        .order_by("line", "region", "colour")
    )
    return tuple(LightCount(line, region, Light(of), n) for line, region, of, n in rows)


def watched(row: Case, events: Iterable[CaseEvent] = ()) -> WatchedCase:
    """The row as its overseers see it."""
    return WatchedCase(
        id=row.id,
        number=row.number,
        item_code=row.item_code,
        item_version_id=row.item_version_id,
        agency_code=row.current_agency,
        line=row.line,
        region=row.region,
        channel=row.channel,
        state=CaseState(row.state),
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        yellow_at=row.yellow_at,
        closed_at=row.closed_at,
        events=tuple(
            EventFacts(each.seq, each.kind, each.at, each.by, each.facts, each.sealed is not None)
            for each in events
        ),
    )


def _within(reaches: Sequence[Reach]) -> Q:
    found = Q(pk__in=())
    for reach in reaches:
        one = Q(region__startswith=region_prefix(reach.region))
        one &= Q(current_agency=reach.agency) if reach.agency else Q()
        found |= one & Q(line=reach.line) if reach.line else one
    return found
