"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Published(models.Model):
    """One version of a service as a pack says it."""

    code = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="intermediary_service_once"),
        )


class Offer(models.Model):
    """An institution 中介机构 that offers a service; its name is public, as that of any firm."""

    institution_id = models.CharField(max_length=60)
    service_code = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    uscc = models.CharField(max_length=18)
    certificate_id = models.CharField(max_length=40, default="")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution_id", "service_code"), name="intermediary_offer_once"
            ),
        )
        indexes = (models.Index(fields=("service_code", "name"), name="intermediary_offers"),)


class Commission(models.Model):
    """One service asked of one institution; what is written to it is sealed for ``subject_id``.

    ``subject_id`` is the client or, where an agency pays, the applicant of the case;
    ``agency_code`` is the paying agency, else empty. ``candidates`` and ``seed`` are the lot.
    ``warned_at`` and ``late_told_at`` are when both sides were told that its day comes, or is over;
    taken on the day before or later, being told so was being warned.
    """

    id = models.CharField(primary_key=True, max_length=40)
    service_code = models.CharField(max_length=64)
    service_version = models.PositiveIntegerField()
    institution_id = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18, default="")
    case_id = models.CharField(max_length=40, default="")
    token = models.CharField(max_length=80)
    state = models.CharField(max_length=40)
    brief = models.BinaryField()
    seed = models.CharField(max_length=64, default="")
    candidates = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    days_used = models.PositiveIntegerField(null=True)
    blob_id = models.CharField(max_length=40, default="")
    sha256 = models.CharField(max_length=64, default="")
    stars = models.PositiveSmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject_id", "token"), name="commission_asked_once"),
            models.UniqueConstraint(
                fields=("case_id", "service_code"),
                condition=Q(state__in=["commission-state/asked", "commission-state/under-way"])
                & ~Q(case_id=""),
                name="commission_one_open_a_case",
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="commission_stars"
            ),
        )
        indexes = (
            models.Index(fields=("subject_id", "asked_at"), name="commission_mine"),
            models.Index(fields=("institution_id", "asked_at"), name="commission_theirs"),
            models.Index(fields=("case_id",), name="commission_of_case"),
            models.Index(fields=("service_code", "delivered_at"), name="commission_counted"),
            models.Index(
                fields=("due_at",),
                condition=Q(state="commission-state/under-way", late_told_at__isnull=True),
                name="commission_to_tell",
            ),
        )
