"""Requests 共享申请, what happened to them, and the grants 共享授权 that came of them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


def in_force(now: datetime) -> Q:
    """Grants under which may be asked now, of ours and across platforms alike."""
    return Q(revoked_at__isnull=True, valid_from__lte=now, valid_until__gt=now)


class ShareRequest(models.Model):
    """A request for fields of one resource, for one item, by one article.

    ``state``, ``due_at`` and ``overdue_told_at`` are projections of the events, for lists.
    """

    id = models.CharField(primary_key=True, max_length=40)
    resource_code = models.CharField(max_length=40)
    provider_code = models.CharField(max_length=18)
    consumer_code = models.CharField(max_length=18)
    item_code = models.CharField(max_length=60)
    item_version_id = models.CharField(max_length=40)
    purpose = models.CharField(max_length=80)
    article = models.CharField(max_length=120)
    fields = models.JSONField()
    state = models.CharField(max_length=12)
    due_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_open_request",
                fields=("item_code", "resource_code", "article"),
                condition=Q(state__in=("waiting", "disputed", "ordered")),
            ),
        )
        indexes = (
            models.Index(name="exchange_provider_queue", fields=("provider_code", "state")),
            models.Index(name="exchange_consumer_queue", fields=("consumer_code", "state")),
        )


class StepTaken(models.Model):
    """One thing that happened to a request, of our own platform or across; append-only."""

    sequence = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=60)
    reason = models.CharField(max_length=2000, blank=True)
    article = models.CharField(max_length=120, blank=True)
    fields = models.JSONField(default=list)

    class Meta:
        abstract = True


class RequestEvent(StepTaken):
    """One thing that happened to a request; append-only (a trigger)."""

    request = models.ForeignKey(ShareRequest, models.PROTECT, related_name="events")

    class Meta:
        ordering = ("request", "sequence")
        constraints = (
            models.UniqueConstraint(
                name="exchange_events_in_order", fields=("request", "sequence")
            ),
        )


class Grant(models.Model):
    """The right of one agency to ask another for these fields, for one item, by one article."""

    id = models.CharField(primary_key=True, max_length=40)
    request = models.ForeignKey(ShareRequest, models.PROTECT, related_name="grants")
    resource_code = models.CharField(max_length=40)
    provider_code = models.CharField(max_length=18)
    consumer_code = models.CharField(max_length=18)
    item_code = models.CharField(max_length=60)
    purpose = models.CharField(max_length=80)
    article = models.CharField(max_length=120)
    fields = models.JSONField()
    questions = models.JSONField()
    terms = models.JSONField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_grant_stands",
                fields=("item_code", "resource_code", "article"),
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="exchange_grants_end", condition=Q(valid_until__gt=models.F("valid_from"))
            ),
        )
        indexes = (models.Index(name="exchange_grants_by_item", fields=("item_code",)),)
