"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Engagement(models.Model):
    """A firm's project with its facilitator; what is written is sealed for the firm."""

    id = models.CharField(primary_key=True, max_length=40)
    bundle_case_id = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    bundle_code = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=60)
    region = models.CharField(max_length=12)
    state = models.CharField(max_length=40)
    contact = models.BinaryField()
    asked_at = models.DateTimeField()
    agency_code = models.CharField(max_length=18, default="")
    post_id = models.CharField(max_length=60, default="")
    account_id = models.CharField(max_length=60, default="")
    phone = models.CharField(max_length=30, default="")
    taken_at = models.DateTimeField(null=True)
    stars = models.PositiveSmallIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("bundle_case_id",),
                condition=~Q(state="engagement-state/closed"),
                name="engagement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="engagement_stars"
            ),
        )
        indexes = (
            models.Index(fields=("bundle_case_id", "asked_at"), name="engagement_of_bundle"),
            models.Index(
                fields=("region", "asked_at"),
                condition=~Q(state="engagement-state/closed"),
                name="engagement_open",
            ),
        )


class Note(models.Model):
    """What a facilitator left: words for the firm, or a reminder of one step."""

    id = models.CharField(primary_key=True, max_length=40)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=20)
    step = models.CharField(max_length=64, default="")
    case_id = models.CharField(max_length=40, default="")
    day = models.DateField()
    words = models.BinaryField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "step", "day"),
                condition=Q(kind="reminder"),
                name="reminder_once_a_day",
            ),
        )
        indexes = (
            models.Index(fields=("engagement", "noted_at"), name="facilitation_notes"),
            models.Index(fields=("case_id",), condition=~Q(case_id=""), name="reminders_of_case"),
        )
