"""The catalogue of data resources 政务数据目录."""

from __future__ import annotations

from django.db import models


class ResourceVersion(models.Model):
    """One resource as published once; never changed, the newest one holds."""

    id = models.CharField(primary_key=True, max_length=40)
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    provider_code = models.CharField(max_length=18)
    body = models.JSONField()
    withdrawn = models.BooleanField(default=False)
    release = models.CharField(max_length=80)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("code", "version")
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_resource_version", fields=("code", "version")
            ),
        )
