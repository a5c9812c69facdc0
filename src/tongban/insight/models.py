"""Tables of this room. Private: rows are a projection of cases, made anew by the day."""

from __future__ import annotations

from django.db import models


class DayRun(models.Model):
    """A local day that was rolled up: when, and the digest of what came out."""

    day = models.DateField(primary_key=True)
    computed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)


class DaySums(models.Model):
    """What is counted of one item's cases closed on one local day by one agency."""

    day = models.DateField()
    item_code = models.CharField(max_length=50)
    agency = models.CharField(max_length=18)
    line = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    closed = models.PositiveIntegerField()
    decided = models.PositiveIntegerField()
    timed = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    on_net = models.PositiveIntegerField()
    instant = models.PositiveIntegerField()
    visits = models.PositiveIntegerField()
    corrected = models.PositiveIntegerField()
    told_once = models.PositiveIntegerField()
    issued = models.PositiveIntegerField()
    handed = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    unheard = models.PositiveIntegerField()
    firms = models.PositiveIntegerField()
    applications = models.PositiveIntegerField()
    minutes = models.PositiveBigIntegerField()
    fees = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("day", "item_code", "agency", "line", "region"), name="insight_day_once"
            ),
        )


class ExceptionRow(models.Model):
    """A visit or a material handed over, with its cause; ``what`` and ``code`` say which."""

    day = models.DateField()
    case_id = models.CharField(max_length=40)
    item_code = models.CharField(max_length=50)
    region = models.CharField(max_length=12)
    what = models.CharField(max_length=20)
    why = models.CharField(max_length=20)
    code = models.CharField(max_length=64, default="")
    reference = models.CharField(max_length=80, default="")

    class Meta:
        indexes = (models.Index(fields=("what", "day", "id"), name="insight_exception"),)
