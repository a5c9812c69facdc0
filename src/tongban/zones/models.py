"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models


class Published(models.Model):
    """One version of a zone with its assessments, as a pack says it."""

    code = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "version"), name="zone_once"),)


class Withdrawal(models.Model):
    """An assessment that may no longer be relied on, with the reason, which is published."""

    number = models.CharField(primary_key=True, max_length=60)
    reason = models.CharField(max_length=500)
    post_id = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField()


class Use(models.Model):
    """A project that relied on an assessment, instead of one of its own."""

    number = models.CharField(max_length=60)
    case_id = models.CharField(max_length=40)
    material_code = models.CharField(max_length=64)
    used_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case_id", "material_code"), name="zone_use_once"),
        )
        indexes = (models.Index(fields=("number",), name="zone_uses"),)
