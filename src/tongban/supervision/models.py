"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class OversightPlan(models.Model):
    """One published version of a plan of inspection 抽查计划; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="oversight_plan_version"),
        )


class OversightNotice(models.Model):
    """An approval told to the body that oversees what was approved 审管联动."""

    id = models.CharField(primary_key=True, max_length=40)
    case_id = models.CharField(max_length=40)
    case_number = models.CharField(max_length=50)
    item_code = models.CharField(max_length=50)
    plan_code = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=60)
    supervisor = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    promised = models.BooleanField(default=False, db_default=False)
    decided_at = models.DateTimeField()
    told_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_post = models.CharField(max_length=60, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case_id", "plan_code"), name="oversight_told_once"),
        )
        indexes = (
            models.Index(
                fields=("supervisor", "told_at", "id"),
                condition=Q(acknowledged_at__isnull=True),
                name="oversight_waiting",
            ),
            models.Index(fields=("plan_code", "subject_id"), name="oversight_of_plan"),
        )


class Draw(models.Model):
    """A lottery 抽查: its lists fixed when announced, its seed known only afterwards."""

    id = models.CharField(primary_key=True, max_length=40)
    plan_code = models.CharField(max_length=64)
    plan_version = models.PositiveIntegerField()
    supervisor = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    candidates = models.JSONField()
    inspectors = models.JSONField()
    count = models.PositiveIntegerField()
    each = models.PositiveIntegerField()
    announced_at = models.DateTimeField()
    leaf_id = models.CharField(max_length=40)
    held_at = models.DateTimeField(null=True)
    log_size = models.BigIntegerField(null=True)
    root = models.CharField(max_length=64, default="")
    seed = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("plan_code", "supervisor", "region"),
                condition=Q(held_at__isnull=True),
                name="draw_one_open",
            ),
        )
        indexes = (models.Index(fields=("announced_at", "id"), name="draw_newest"),)


class Inspection(models.Model):
    """One drawn business, who inspects it, and what they found."""

    id = models.CharField(primary_key=True, max_length=40)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, db_index=False)
    place = models.PositiveIntegerField()
    subject_id = models.CharField(max_length=60)
    inspectors = models.JSONField()
    finding = models.CharField(max_length=40, default="")
    words = models.CharField(max_length=1000, default="")
    photos = models.JSONField(default=list, db_default=[])
    recorded_at = models.DateTimeField(null=True)
    recorded_post = models.CharField(max_length=60, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draw", "place"), name="inspection_in_order"),
        )
