"""Nodes 交换节点, the policy they obey, and the tokens the platform issued."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Node(models.Model):
    """A node of an agency. ``sequence`` and ``stale`` say which policy it should have.

    ``log_size`` and ``log_peaks`` are how far its evidence log has been followed.
    """

    id = models.CharField(primary_key=True, max_length=60)
    agency_code = models.CharField(max_length=18)
    url = models.CharField(max_length=200)
    log_spki = models.CharField(max_length=400)
    suite = models.CharField(max_length=8)
    serves_everybody = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    sequence = models.PositiveBigIntegerField(default=0)
    stale = models.BooleanField(default=True)
    polled_at = models.DateTimeField(null=True)
    log_size = models.PositiveBigIntegerField(default=0)
    log_peaks = models.JSONField(default=list)
    log_checkpoint = models.TextField(blank=True)
    log_taken_at = models.DateTimeField(null=True)
    log_refused = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_node_per_agency",
                fields=("agency_code",),
                condition=Q(left_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="exchange_one_node_for_everybody",
                fields=("serves_everybody",),
                condition=Q(serves_everybody=True, left_at__isnull=True),
            ),
        )


class NodeKey(models.Model):
    """A key that speaks for a node within its term, unless revoked."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="keys")
    key_id = models.CharField(max_length=80, unique=True)
    spki = models.CharField(max_length=400)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class PolicySnapshot(models.Model):
    """A signed policy as a node fetched it; (node, sequence) never changes its text."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="snapshots")
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    text = models.TextField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("node", "sequence")
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_snapshot_per_number", fields=("node", "sequence")
            ),
        )


class CaseToken(models.Model):
    """Which case and whom a token vouched for. Kept: leaves of nodes name people by it."""

    id = models.CharField(primary_key=True, max_length=128)
    grant_id = models.CharField(max_length=100)
    case_ref = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    acting = models.CharField(max_length=10)
    asked_by = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(name="exchange_tokens_of_case", fields=("case_ref",)),)
