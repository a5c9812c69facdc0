"""Copies of paper certificates that people keep here 自存证照. Private."""

from __future__ import annotations

from django.db import models


class KeptCopy(models.Model):
    """A scan in somebody's wallet at trust level B, C or D; the file is one of ``files``."""

    id = models.CharField(primary_key=True, max_length=40)
    holder_id = models.CharField(max_length=60)
    type_code = models.CharField(max_length=64)
    level = models.CharField(max_length=20)
    blob_id = models.CharField(max_length=60)
    valid_until = models.DateField(null=True)
    kept_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    attested_at = models.DateTimeField(null=True)
    attested_post = models.CharField(max_length=60, blank=True, default="")
    attested_agency = models.CharField(max_length=18, blank=True, default="")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("holder_id", "type_code", "blob_id"), name="certificate_kept_once"
            ),
        )
