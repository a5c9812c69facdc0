"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Matter(models.Model):
    """A matter that could not be done; what people wrote is sealed for the person.

    ``change`` is what the office changed so that it does not happen again: published, no person in
    it. ``token`` makes a form sent twice one matter.
    """

    id = models.CharField(primary_key=True, max_length=40)
    subject_id = models.CharField(max_length=60)
    token = models.CharField(max_length=80)
    item_code = models.CharField(max_length=40)
    case_id = models.CharField(max_length=40, default="")
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    state = models.CharField(max_length=40)
    told = models.BinaryField()
    told_at = models.DateTimeField()
    due_at = models.DateTimeField()
    cause = models.CharField(max_length=40, default="")
    outcome = models.CharField(max_length=40, default="")
    answer = models.BinaryField(null=True)
    change = models.CharField(max_length=500, default="")
    answered_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    satisfied = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject_id", "token"), name="matter_told_once"),
        )
        indexes = (
            models.Index(fields=("subject_id", "told_at"), name="matter_mine"),
            models.Index(
                fields=("agency_code", "due_at"),
                condition=Q(state__in=["matter-state/open", "matter-state/reopened"]),
                name="matter_waiting",
            ),
            models.Index(fields=("answered_at",), name="matter_counted"),
        )
