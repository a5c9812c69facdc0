"""What people agree to 同意: that one agency asks another about them, under one grant."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.exchange.models.requests import Grant


class Consent(models.Model):
    """A person's consent to one grant as it stood; withdrawn at any time, never deleted."""

    id = models.CharField(primary_key=True, max_length=40)
    subject_id = models.CharField(max_length=40)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="consents")
    given_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-given_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_consent_stands",
                fields=("subject_id", "grant"),
                condition=Q(withdrawn_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(name="exchange_consents_withdrawn", fields=("grant", "withdrawn_at")),
        )
