"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RelayOffer(models.Model):
    """How an item is to be had from elsewhere, as published; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "version"), name="relay_offer"),)


class Relay(models.Model):
    """An application collected elsewhere. ``state`` and ``ended_at`` follow from its entries.

    ``transit`` is the limit of its version; ``sitting_id`` is where its receipt was given.
    """

    id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=50, unique=True)
    case_id = models.CharField(max_length=40, unique=True)
    case_number = models.CharField(max_length=50)
    item_code = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=60)
    sitting_id = models.CharField(max_length=40)
    place_code = models.CharField(max_length=64)
    collector_agency = models.CharField(max_length=18)
    collector_region = models.CharField(max_length=12)
    home_agency = models.CharField(max_length=18)
    home_region = models.CharField(max_length=12)
    return_way = models.CharField(max_length=40)
    transit = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    collected_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("collector_agency", "collected_at"),
                condition=Q(ended_at__isnull=True),
                name="relay_collected_open",
            ),
            models.Index(
                fields=("home_agency", "collected_at"),
                condition=Q(ended_at__isnull=True),
                name="relay_home_open",
            ),
            models.Index(
                fields=("collector_agency", "-ended_at"),
                condition=Q(ended_at__isnull=False),
                name="relay_collected_done",
            ),
        )


class RelayEntry(models.Model):
    """One line of the duty log; never changed. ``sealed`` holds its words, for the person's key.

    ``waybill`` and ``way`` are of originals that go by courier with what was sent.
    """

    relay = models.ForeignKey(Relay, on_delete=models.PROTECT, db_index=False)
    leg = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    end = models.CharField(max_length=40)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    agency_code = models.CharField(max_length=18)
    account_id = models.CharField(max_length=60, null=True)
    post_id = models.CharField(max_length=60, null=True)
    passed = models.JSONField(default=list)
    sealed = models.BinaryField(null=True)
    courier = models.CharField(max_length=40, default="")
    waybill = models.CharField(max_length=60, default="")
    way = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("relay", "leg", "kind"), name="relay_said_once"),
            models.UniqueConstraint(
                fields=("relay", "leg"),
                condition=Q(kind__in=["relay-entry/taken", "relay-entry/sent-back"]),
                name="relay_answered_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("at", "id"),
                condition=~Q(courier="") & ~Q(way="parcel-state/delivered"),
                name="relay_to_follow",
            ),
        )
