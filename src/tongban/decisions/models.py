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


class TableStop(models.Model):
    """The kill switch 急停: while a row stands here, the table decides nothing by itself."""

    code = models.CharField(primary_key=True, max_length=64)
    reason = models.CharField(max_length=500)
    stopped_at = models.DateTimeField()
