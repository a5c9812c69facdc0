"""Rows for the hub as the member keeps them, and rows of members as the hub keeps them."""

from __future__ import annotations

from django.db import models

from tongban.federation.views import RowState


class GatherPlace(models.Model):
    """How far one source has been gathered: what comes after ``place`` has not."""

    source = models.CharField(primary_key=True, max_length=20)
    place = models.CharField(max_length=120)


class GatheredRow(models.Model):
    """One thing to tell the hub, as it is now.

    ``source`` is what our registers say, ``corrections`` what an operator put right by hand, by
    field. ``revision`` grows with every change of either. ``batch`` is what it went up in.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=128)
    revision = models.PositiveBigIntegerField()
    source = models.JSONField()
    corrections = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in RowState])
    faults = models.JSONField(default=list)
    batch = models.PositiveBigIntegerField(null=True)
    gathered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="federation_one_row_each", fields=("kind", "key")),
        )
        indexes = (
            models.Index(
                fields=("state", "id"),
                condition=~models.Q(state="accepted"),
                name="federation_rows_open",
            ),
            models.Index(
                fields=("batch",),
                condition=models.Q(batch__isnull=False),
                name="federation_rows_in_batch",
            ),
        )

    @property
    def told(self) -> dict[str, str]:
        """What the row says: the register's values, and over them what was put right."""
        return {**self.source, **self.corrections}


class SentBatch(models.Model):
    """A batch as it went up: its number never gets another text. ``receipt`` "" until answered."""

    number = models.PositiveBigIntegerField(primary_key=True)
    hub = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    hindrances = models.JSONField(default=list)
    receipt = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)


class ReceivedBatch(models.Model):
    """A member's batch the hub has judged, and the receipt it gave: the same batch, the same."""

    platform = models.CharField(max_length=60)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    receipt = models.TextField()
    taken_at = models.DateTimeField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="federation_one_batch_each", fields=("platform", "number")
            ),
        )


class ReceivedRow(models.Model):
    """A member's row at the hub: ``values`` were accepted last, ``faults`` are of the newest one.

    ``counted`` once it was accepted, however often it came; ``rejected`` while the newest is not.
    """

    platform = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=128)
    revision = models.PositiveBigIntegerField()
    values = models.JSONField(default=dict)
    counted = models.BooleanField(default=False)
    rejected = models.BooleanField(default=False)
    faults = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="federation_one_received_each", fields=("platform", "kind", "key")
            ),
        )
