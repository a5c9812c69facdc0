"""Batches: how far one has come, and the rows it could not issue. Private."""

from __future__ import annotations

from django.db import models


class IssueBatch(models.Model):
    """One list issued from. ``done`` counts rows read and settled: where a restart goes on."""

    id = models.CharField(primary_key=True, max_length=40)
    type_code = models.CharField(max_length=64)
    issuer_code = models.CharField(max_length=18)
    digest = models.CharField(max_length=64)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("type_code", "issuer_code", "digest"), name="certificate_batch_once"
            ),
        )


class BatchRefusal(models.Model):
    """A row that was not issued, and why. No name, no number: the row says where to look."""

    batch = models.ForeignKey(IssueBatch, on_delete=models.PROTECT, db_index=False)
    row = models.PositiveIntegerField()
    codes = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("batch", "row"), name="certificate_batch_refusal_once"),
        )
