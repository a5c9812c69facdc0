"""What platforms told: items and trust. ``source`` is who passed it on, "" for our own."""

from __future__ import annotations

from django.db import models


class OfferedItem(models.Model):
    """An item people elsewhere may apply for; ``platform`` decides it."""

    source = models.CharField(max_length=60, blank=True)
    platform = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=128)
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    agency_zh = models.CharField(max_length=300)
    agency_en = models.CharField(max_length=300)
    region = models.CharField(max_length=64)
    url = models.CharField(max_length=4096)

    class Meta:
        ordering = ("platform", "code", "source")
        constraints = (
            models.UniqueConstraint(
                name="federation_one_offer_each", fields=("source", "platform", "code")
            ),
        )


class TrustedPlatform(models.Model):
    """A platform's trust bundle, and the pin that keeps it from going back or changing hands.

    ``url``, ``spki`` and ``exchange`` as its share told them, to be passed on.
    """

    source = models.CharField(max_length=60)
    platform = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    bundle = models.TextField(blank=True)
    key_id = models.CharField(max_length=80, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    url = models.CharField(max_length=512, blank=True)
    spki = models.CharField(max_length=512, blank=True)
    exchange = models.TextField(blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("platform", "source")
        constraints = (
            models.UniqueConstraint(
                name="federation_one_trust_each", fields=("source", "platform")
            ),
        )
