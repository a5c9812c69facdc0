"""What people agree to 同意: that one agency asks another about them, under one grant.

The grant is one of ours, or one that another platform told us of.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.exchange.models.across import CrossGrant
from tongban.exchange.models.requests import Grant


class Consent(models.Model):
    """A person's consent to one grant as it stood; withdrawn at any time, never deleted."""

    id = models.CharField(primary_key=True, max_length=40)
    subject_id = models.CharField(max_length=40)
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="consents")
    cross_grant = models.ForeignKey(CrossGrant, models.PROTECT, null=True, related_name="consents")
    given_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    @property
    def under(self) -> Grant | CrossGrant:
        """The grant it is to, of ours or across."""
        found = self.cross_grant or self.grant
        assert found is not None  # noqa: S101  the table keeps it so
        return found

    class Meta:
        ordering = ("-given_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_consent_stands",
                fields=("subject_id", "grant"),
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="exchange_one_consent_across_stands",
                fields=("subject_id", "cross_grant"),
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="exchange_consent_to_one_grant",
                condition=Q(grant__isnull=False, cross_grant__isnull=True)
                | Q(grant__isnull=True, cross_grant__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="exchange_consents_withdrawn", fields=("grant", "withdrawn_at")),
        )
