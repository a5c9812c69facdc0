"""Tables of this room. Private. What happened is append-only: a trigger sees to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Published(models.Model):
    """One version of what a pack says; ``code`` is ``terms:…``, ``excluded:…`` or ``kind:…``."""

    code = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="promise_published_version"),
        )


class Promise(models.Model):
    """A promise 承诺 beside its case; ``state`` is a projection of its happenings."""

    id = models.CharField(primary_key=True, max_length=40)
    case_id = models.CharField(max_length=40, unique=True)
    case_number = models.CharField(max_length=50)
    item_code = models.CharField(max_length=50)
    terms_code = models.CharField(max_length=64)
    terms_version = models.PositiveIntegerField()
    subject_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    state = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    check_by = models.DateTimeField(null=True)
    correct_by = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (
            # What the clock must look at next: data to ask for, terms that ran out.
            models.Index(
                fields=("look_at", "id"),
                condition=Q(look_at__isnull=False),
                name="promise_to_look_at",
            ),
            models.Index(fields=("agency_code", "state", "check_by", "id"), name="promise_desk"),
            models.Index(fields=("item_code", "state"), name="promise_counts"),
        )


class CreditRecord(models.Model):
    """A credit record 信用记录; ``last_day`` is when it ends by itself."""

    id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=60, unique=True)
    kind_code = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    case_id = models.CharField(max_length=40)
    item_code = models.CharField(max_length=50)
    state = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    repair_from = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case_id", "kind_code"), name="credit_once_per_case"),
        )
        indexes = (
            models.Index(fields=("subject_id", "recorded_at", "id"), name="credit_of_subject"),
            models.Index(fields=("agency_code", "state", "id"), name="credit_of_agency"),
        )


class Happening(models.Model):
    """One thing that happened to a promise or a credit record; ``sealed`` holds its words."""

    about = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    at = models.DateTimeField()
    post_id = models.CharField(max_length=60, default="")
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("about", "seq"), name="happened_in_order"),)


class CreditLook(models.Model):
    """An officer looked at somebody's credit records, and why; the subject reads it."""

    subject_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    post_id = models.CharField(max_length=60)
    case_number = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("subject_id", "at", "id"), name="credit_looked"),)
