"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models


class DecisionTable(models.Model):
    """One published version of a decision table; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="decision_table_version"),
        )
