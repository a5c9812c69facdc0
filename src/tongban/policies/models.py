"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class PolicyVersion(models.Model):
    """One published version of a policy; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="public_policy_version"),
        )


class MatchingConsent(models.Model):
    """Consent to look for policies that fit; off until given, one stands at a time."""

    subject_id = models.CharField(max_length=60)
    side = models.CharField(max_length=10)
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    matched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject_id",),
                condition=Q(ended_at__isnull=True),
                name="policy_one_matching_consent",
            ),
        )
        indexes = (
            models.Index(
                fields=("matched_at", "id"),
                condition=Q(ended_at__isnull=True),
                name="policy_to_match",
            ),
        )


class FittingPolicy(models.Model):
    """A policy that fits a subject; the facts used are sealed for them. Goes with the consent."""

    subject_id = models.CharField(max_length=60)
    policy_code = models.CharField(max_length=64)
    policy_version = models.PositiveIntegerField()
    facts = models.BinaryField()
    found_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject_id", "policy_code"), name="policy_fits_once"),
        )


class PolicySetAside(models.Model):
    """A policy somebody does not want to see: it holds until taken back."""

    subject_id = models.CharField(max_length=60)
    policy_code = models.CharField(max_length=64)
    why = models.CharField(max_length=20)
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject_id", "policy_code"), name="policy_set_aside_once"
            ),
        )
