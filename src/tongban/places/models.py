"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.places.domain.queue import Group, Standing
from tongban.places.views import AppointmentState


class Place(models.Model):
    """A place as published last; ``document`` is the pack's entry. Withdrawn ones stay."""

    code = models.CharField(primary_key=True, max_length=64)
    region = models.CharField(max_length=12)
    document = models.JSONField()
    withdrawn = models.BooleanField(default=False)


class Area(models.Model):
    """The outline of a division."""

    region = models.CharField(primary_key=True, max_length=12)
    document = models.JSONField()


class Appointment(models.Model):
    """A booked seat of a slot. ``token`` makes a repeated press harmless."""

    id = models.CharField(primary_key=True, max_length=40)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False)
    item_code = models.CharField(max_length=50)
    line = models.CharField(max_length=8)
    subject_id = models.CharField(max_length=60)
    token = models.CharField(max_length=80)
    code = models.CharField(max_length=8)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seat = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(s.value, s.name) for s in AppointmentState])
    reminded = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="appointment_token_once", fields=("subject_id", "token")),
            models.UniqueConstraint(
                name="appointment_seat_once",
                fields=("place", "line", "starts_at", "seat"),
                condition=~Q(state=AppointmentState.CANCELLED.value),
            ),
            models.UniqueConstraint(
                name="appointment_item_once_a_day",
                fields=("subject_id", "item_code", "day"),
                condition=Q(state=AppointmentState.BOOKED.value),
            ),
            models.UniqueConstraint(
                name="appointment_code_once_a_day", fields=("place", "day", "code")
            ),
        )
        indexes = (
            models.Index(
                name="appointment_open_by_start",
                fields=("starts_at",),
                condition=Q(state=AppointmentState.BOOKED.value),
            ),
            models.Index(name="appointment_by_day", fields=("place", "day")),
        )


class LineDay(models.Model):
    """A line on one day: locked by every act on its numbers; counts what the rule looks at."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False)
    line = models.CharField(max_length=8)
    day = models.DateField()
    calls = models.PositiveIntegerField(default=0)
    in_a_row = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="line_once_a_day", fields=("place", "line", "day")),
        )


class Ticket(models.Model):
    """A number. Nothing in it is personal but the appointment it may have come from."""

    id = models.CharField(primary_key=True, max_length=40)
    line_day = models.ForeignKey(LineDay, on_delete=models.PROTECT, db_index=False)
    number = models.PositiveSmallIntegerField()
    item_code = models.CharField(max_length=50)
    group = models.CharField(max_length=40, choices=[(g.value, g.name) for g in Group])
    standing = models.CharField(max_length=20, choices=[(s.value, s.name) for s in Standing])
    token = models.CharField(max_length=80, unique=True)
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, null=True)
    window = models.CharField(max_length=8, default="")
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    returns = models.PositiveSmallIntegerField(default=0)
    not_before = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="ticket_number_once", fields=("line_day", "number")),
            models.UniqueConstraint(
                name="ticket_one_at_a_window",
                fields=("line_day", "window"),
                condition=Q(standing=Standing.CALLED.value),
            ),
        )
