"""Tables of jurisdiction. Everything is effective-dated; a date range excludes its end."""

from __future__ import annotations

from django.db import models


class Division(models.Model):
    """One period in the life of a division; ``source`` says what brought it (pack, file)."""

    code = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    name = models.JSONField()
    level = models.CharField(max_length=12)
    parent_code = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code", "valid_from"], name="jurisdiction_one_period"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="jurisdiction_period_is_not_empty",
            ),
        )
        indexes = (models.Index(fields=["parent_code", "code"], name="jurisdiction_children"),)


class Succession(models.Model):
    """What became of a division: on ``on``, all or part of ``code`` went to ``successor``."""

    code = models.CharField(max_length=12)
    successor = models.CharField(max_length=12)
    on = models.DateField()
    partial = models.BooleanField(default=False)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["code", "successor", "on"], name="jurisdiction_one_succession"
            ),
        )


class WorkCalendar(models.Model):
    """A calendar. With ``based_on`` it holds only what differs from another one."""

    code = models.CharField(max_length=60, primary_key=True)
    title = models.JSONField()
    zone = models.CharField(max_length=60)
    based_on = models.CharField(max_length=60, blank=True)


class CalendarYear(models.Model):
    """A year whose table is complete: ISO date → name of the day."""

    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, related_name="years")
    year = models.SmallIntegerField()
    holidays = models.JSONField()
    workdays = models.JSONField()
    source = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["calendar", "year"], name="jurisdiction_one_year"),
        )


class CodeList(models.Model):
    """A code list 代码表."""

    scheme = models.CharField(max_length=60, primary_key=True)
    title = models.JSONField()


class Code(models.Model):
    """An entry of a code list, in the list's own order."""

    code_list = models.ForeignKey(CodeList, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=60)
    place = models.IntegerField()
    name = models.JSONField()
    also = models.JSONField(default=dict)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code_list", "code"], name="jurisdiction_one_code"),
        )
