"""What both ends of each exchange kept, and what a person sees of it."""

from __future__ import annotations

from django.db import models

from tongban.exchange.models.nodes import Node


class NodeLeaf(models.Model):
    """One leaf of a node's log, byte for byte, at its place; append-only (a trigger)."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="leaves")
    place = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    call = models.CharField(max_length=32)
    at = models.DateTimeField()
    content = models.TextField()

    class Meta:
        ordering = ("node", "place")
        constraints = (
            models.UniqueConstraint(name="exchange_leaves_in_order", fields=("node", "place")),
        )
        indexes = (
            models.Index(name="exchange_leaves_of_call", fields=("call",)),
            models.Index(name="exchange_leaves_by_time", fields=("node", "at")),
        )


class Look(models.Model):
    """One call about one person 一次查询, put together from the leaves of both ends.

    ``opens_at``: until then it is sealed from everybody but supervision 暂缓告知.
    """

    call = models.CharField(primary_key=True, max_length=32)
    subject_id = models.CharField(max_length=40)
    token_id = models.CharField(max_length=128)
    grant_id = models.CharField(max_length=100)
    resource_code = models.CharField(max_length=40)
    provider_code = models.CharField(max_length=18)
    consumer_code = models.CharField(max_length=18)
    item_code = models.CharField(max_length=60)
    case_ref = models.CharField(max_length=60)
    purpose = models.CharField(max_length=80)
    article = models.CharField(max_length=120)
    fields = models.JSONField()
    questions = models.JSONField()
    acting = models.CharField(max_length=10)
    outcome = models.CharField(max_length=12, blank=True)
    codes = models.JSONField(default=list)
    at = models.DateTimeField()
    opens_at = models.DateTimeField()
    delay_article = models.CharField(max_length=120, blank=True)
    by_provider = models.BooleanField(default=False)
    by_consumer = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "call")
        indexes = (
            models.Index(name="exchange_looks_of_subject", fields=("subject_id", "-at", "call")),
            models.Index(name="exchange_looks_of_grant", fields=("grant_id", "-at")),
        )


class DayProof(models.Model):
    """That one node's log of one day is here without a gap, up to its signed checkpoint."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="days")
    day = models.DateField()
    first = models.PositiveBigIntegerField()
    end = models.PositiveBigIntegerField()
    leaves = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    checkpoint = models.TextField()

    class Meta:
        ordering = ("node", "-day")
        constraints = (
            models.UniqueConstraint(name="exchange_one_proof_per_day", fields=("node", "day")),
        )


class Correction(models.Model):
    """“This is wrong” 异议: a person contests a value a source holds; governance takes it up."""

    id = models.CharField(primary_key=True, max_length=40)
    subject_id = models.CharField(max_length=40)
    element_id = models.CharField(max_length=120)
    source_code = models.CharField(max_length=41)
    provider_code = models.CharField(max_length=18)
    look_call = models.CharField(max_length=32, blank=True)
    token = models.CharField(max_length=40)
    sealed_words = models.BinaryField()
    state = models.CharField(max_length=12)
    due_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    sealed_answer = models.BinaryField(null=True)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_correction_per_press", fields=("subject_id", "token")
            ),
        )
        indexes = (
            models.Index(name="exchange_corrections_queue", fields=("provider_code", "state")),
        )
