"""How far holders have been told of what ends soon. Private."""

from __future__ import annotations

from django.db import models


class ExpiryWalk(models.Model):
    """The certificates that end on one day, walked through once; ``cursor`` goes on."""

    day = models.DateField(unique=True)
    cursor = models.CharField(max_length=40, default="")
    finished_at = models.DateTimeField(null=True)
