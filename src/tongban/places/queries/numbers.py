"""Numbers and lines as everybody may see them: nothing of a person is in them."""

from __future__ import annotations

from datetime import datetime, timedelta

from tongban.kernel.actor import Actor
from tongban.places import policies
from tongban.places.domain.queue import RETURNS, Group, Number, Queue, Standing
from tongban.places.domain.waiting import Wait, estimate_wait
from tongban.places.models import LineDay, Ticket
from tongban.places.queries.places import office_days, place
from tongban.places.refusals import NotAtThisPlace, NumberNotFound
from tongban.places.views import LineNow, LineView, PlaceView, TicketView

_AT_WORK = timedelta(minutes=30)
_LAST_CALLED = 5


def number(token: str, now: datetime) -> TicketView:
    """A number by its public address, with the wait. Refuses: NumberNotFound, PlaceNotFound."""
    row = Ticket.objects.filter(token=token).select_related("line_day").order_by("id").first()
    if row is None:
        raise NumberNotFound
    return ticket_view(row, place(row.line_day.place_id), now)


def number_by_label(place_code: str, label: str, now: datetime) -> TicketView:
    """Today's number of a place by what is printed on it (``A012``). Refuses: NumberNotFound."""
    line, digits = label[:1].upper(), label[1:]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 4:
        raise NumberNotFound
    today = office_days().local_date(now)
    row = (
        Ticket.objects.filter(
            line_day__place_id=place_code,
            line_day__line=line,
            line_day__day=today,
            number=int(digits),
        )
        .select_related("line_day")
        .order_by("id")
        .first()
    )
    if row is None:
        raise NumberNotFound
    return ticket_view(row, place(place_code), now)


def lines_now(place_code: str, now: datetime) -> tuple[LineNow, ...]:
    """Every line of a place at ``now``: who waits, how long, what was called last.

    Public. Refuses: PlaceNotFound.
    """
    known = place(place_code)
    return tuple(_line_now(known, line, now) for line in known.lines)


def at_window(actor: Actor, place_code: str, window_code: str, now: datetime) -> TicketView | None:
    """The number at a window now; None when it is free. Refuses: PlaceNotFound, NotAtThisPlace."""
    known = place(place_code)
    window = known.window(window_code)
    if window is None or not policies.may_call(actor, window):
        raise NotAtThisPlace
    rows = Ticket.objects.filter(
        line_day__place_id=known.code,
        line_day__day=office_days().local_date(now),
        window=window.code,
        standing=Standing.CALLED.value,
    )
    row = rows.select_related("line_day").order_by("id").first()
    return ticket_view(row, known, now) if row else None


def subject_at_window(actor: Actor, token: str) -> str | None:
    """Who booked the number that is called to the actor's own window now; None for anybody else.

    An id, for finding the person's cases; names are asked of ``identity``.
    """
    rows = Ticket.objects.filter(token=token, standing=Standing.CALLED.value)
    row = rows.select_related("line_day", "appointment").order_by("id").first()
    if row is None or row.appointment is None:
        return None
    window = place(row.line_day.place_id).window(row.window)
    if window is None or not policies.may_call(actor, window):
        return None
    return row.appointment.subject_id


def ticket_view(row: Ticket, known: PlaceView, now: datetime) -> TicketView:
    """A row as handed out; a number of a day that is over stands as left."""
    day = row.line_day
    standing = Standing(row.standing)
    if day.day < office_days().local_date(now) and not standing.over:
        standing = Standing.LEFT
    wait = None
    if standing is Standing.WAITING:
        queue = _queue(day)
        order = [one.number for one in queue.order()]
        wait = _wait(queue, known, day.line, order.index(row.number), now)
    return TicketView(
        token=row.token,
        place_code=day.place_id,
        item_code=row.item_code,
        line=day.line,
        label=label_of(day.line, row.number),
        group=Group(row.group),
        standing=standing,
        window=row.window,
        taken_at=row.taken_at,
        called_at=row.called_at,
        may_return=standing is Standing.SKIPPED and row.returns < RETURNS,
        wait=wait,
    )


def label_of(line: str, number_: int) -> str:
    """What is printed and called: the line's letter and three digits or more."""
    return f"{line}{number_:03d}"


def queue_of(day: LineDay, tickets: list[Ticket]) -> Queue:
    """Rows as the domain's value."""
    numbers = (
        Number(
            number=row.number,
            group=Group(row.group),
            standing=Standing(row.standing),
            window=row.window,
            called_at=row.called_at,
            ended_at=row.ended_at,
            returns=row.returns,
            not_before=row.not_before,
        )
        for row in tickets
    )
    return Queue(tuple(numbers), day.calls, day.in_a_row)


def _line_now(known: PlaceView, line: LineView, now: datetime) -> LineNow:
    day = LineDay.objects.filter(
        place_id=known.code, line=line.code, day=office_days().local_date(now)
    ).order_by("id")
    row = day.first()
    queue = _queue(row) if row else Queue()
    order = queue.order()
    called = (
        Ticket.objects.filter(line_day=row, standing=Standing.CALLED.value)
        .select_related("line_day")
        .order_by("-called_at", "id")[:_LAST_CALLED]
        if row
        else ()
    )
    return LineNow(
        line=line,
        waiting=tuple(label_of(line.code, one.number) for one in order),
        wait=_wait(queue, known, line.code, len(order), now),
        called=tuple(ticket_view(one, known, now) for one in called),
    )


def _queue(day: LineDay) -> Queue:
    return queue_of(day, list(Ticket.objects.filter(line_day=day).order_by("number")))


def _wait(queue: Queue, known: PlaceView, line: str, ahead: int, now: datetime) -> Wait:
    services = [
        one.ended_at - one.called_at
        for one in queue.numbers
        if one.standing is Standing.SERVED and one.ended_at and one.called_at
    ]
    planned = next(each.minutes for each in known.lines if each.code == line)
    at_work = {one.window for one in queue.numbers if _is_at_work(one, now)}
    return estimate_wait(ahead, services, planned, len(at_work))


def _is_at_work(one: Number, now: datetime) -> bool:
    """Whether its window called it lately or still has it."""
    if one.standing is Standing.CALLED:
        return True
    return one.called_at is not None and now - one.called_at <= _AT_WORK
