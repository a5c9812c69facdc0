"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.feedback.views import EncounterKind, Satisfaction


class Encounter(models.Model):
    """One service lived through; ``round`` 2 opens after a bad rating was rectified."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=10, choices=[(k.value, k.name) for k in EncounterKind])
    case_id = models.CharField(max_length=40, null=True)
    subject_id = models.CharField(max_length=60)
    item_code = models.CharField(max_length=50)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case_id",), condition=Q(kind="case"), name="encounter_once_per_case"
            ),
        )
        indexes = (
            models.Index(fields=("item_code",), name="encounter_by_item"),
            models.Index(fields=("agency_code",), name="encounter_by_agency"),
        )


class Rating(models.Model):
    """A rating; never changed. ``writing`` is sealed for the person who wrote it."""

    id = models.CharField(primary_key=True, max_length=40)
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, db_index=False)
    round = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=40, choices=[(s.value, s.name) for s in Satisfaction])
    tags = models.JSONField(default=list)
    writing = models.BinaryField(null=True)
    channel = models.CharField(max_length=20)
    rated_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("encounter", "round"), name="rating_once_per_round"),
        )
