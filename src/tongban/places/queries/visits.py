"""Visits that were recorded 跑动: by appointment, and numbers that were served without a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from tongban.kernel.actor import Actor, ActorKind
from tongban.places.domain.queue import Standing
from tongban.places.models import Appointment, Ticket
from tongban.places.views import AppointmentState


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody came for an item on a day; ``subject_id`` is never to be shown."""

    subject_id: str
    item_code: str
    day: date


def visits_of(
    actor: Actor, subject_ids: Iterable[str], *, since: date, until: date
) -> frozenset[Visit]:
    """Appointments that were kept, of these subjects, both days counted in.

    Nothing for anybody but a service: who came where is nobody else's business.
    """
    if actor.kind is not ActorKind.SERVICE:
        return frozenset()
    rows = Appointment.objects.filter(
        subject_id__in=tuple(subject_ids),
        day__gte=since,
        day__lte=until,
        state=AppointmentState.ARRIVED.value,
    )
    found = rows.order_by("id").values_list("subject_id", "item_code", "day")
    return frozenset(Visit(*row) for row in found)


def unnamed_visits(day: date) -> Mapping[str, int]:
    """Numbers served on a day that came from no appointment, by item; nobody is in them."""
    rows = Ticket.objects.filter(
        line_day__day=day, standing=Standing.SERVED.value, appointment__isnull=True
    )
    return dict(rows.values_list("item_code").annotate(Count("id")).order_by("item_code"))
