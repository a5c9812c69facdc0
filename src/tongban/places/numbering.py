"""A line on its day: read as the domain's queue, written back as far as it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban.places.domain.queue import Number, Queue
from tongban.places.models import LineDay, Ticket
from tongban.places.queries.numbers import queue_of
from tongban.places.queries.places import office_days
from tongban.places.refusals import NumberNotFound


@dataclass(frozen=True, slots=True)
class LockedLine:
    """A line of today, locked until the transaction ends, with its tickets by number."""

    day: LineDay
    tickets: dict[int, Ticket]
    queue: Queue

    def put(self, after: Queue) -> None:
        """Write what the domain changed."""
        before = {one.number: one for one in self.queue.numbers}
        for one in after.numbers:
            if before.get(one.number) != one and one.number in self.tickets:
                _write(self.tickets[one.number], one)
        if (after.calls, after.in_a_row) != (self.queue.calls, self.queue.in_a_row):
            self.day.calls, self.day.in_a_row = after.calls, after.in_a_row
            self.day.save(update_fields=["calls", "in_a_row"])


def lock_line(place_code: str, line: str, now: datetime) -> LockedLine:
    """Today's line of a place, made when it is the first act of the day."""
    key = {"place_id": place_code, "line": line, "day": office_days().local_date(now)}
    LineDay.objects.bulk_create([LineDay(**key)], ignore_conflicts=True)
    return _locked(LineDay.objects.select_for_update().get(**key))


def lock_line_of(token: str) -> tuple[LockedLine, Ticket]:
    """The line a number belongs to, locked, and the number. Refuses: NumberNotFound."""
    found = Ticket.objects.filter(token=token).order_by("id").first()
    if found is None:
        raise NumberNotFound
    line = _locked(LineDay.objects.select_for_update().get(id=found.line_day_id))
    return line, line.tickets[found.number]


def add_number(line: LockedLine, taken: Number, **columns: object) -> Ticket:
    """The row of a number just taken."""
    return Ticket.objects.create(
        id=new_id("tckt"),
        line_day=line.day,
        number=taken.number,
        group=taken.group.value,
        standing=taken.standing.value,
        **columns,
    )


def tell_number(row: Ticket, event: str, kind: str, actor: Actor, now: datetime) -> None:
    """The evidence leaf and the outbox row of what happened to a number."""
    day = row.line_day
    facts = {
        "ticket": row.id,
        "place": day.place_id,
        "line": day.line,
        "day": day.day.isoformat(),
        "number": row.number,
        "standing": row.standing,
        "window": row.window,
    }
    record(kind=kind, about=row.id, facts=facts, actor=actor, now=now)
    publish(event=event, aggregate=row.id, payload=facts, now=now)


def _locked(day: LineDay) -> LockedLine:
    rows = list(Ticket.objects.filter(line_day=day).order_by("number"))
    for row in rows:
        row.line_day = day
    return LockedLine(day, {row.number: row for row in rows}, queue_of(day, rows))


def _write(row: Ticket, one: Number) -> None:
    row.standing = one.standing.value
    row.window = one.window
    row.called_at, row.ended_at = one.called_at, one.ended_at
    row.returns, row.not_before = one.returns, one.not_before
    row.save()
