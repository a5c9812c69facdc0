"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models


class BundleVersion(models.Model):
    """One published version of a bundle 一件事; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "version"), name="bundle_version"),)


class BundleCase(models.Model):
    """One application for a whole bundle. What people typed is in ``sealed``, for the applicant.

    It is no case: each of its steps that ran is one, and is counted there. ``signer`` is who was at
    the keyboard, with what the worker needs to go on in their name.
    """

    id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=40, unique=True)
    bundle_code = models.CharField(max_length=64)
    bundle_version = models.PositiveIntegerField()
    applicant_id = models.CharField(max_length=60)
    signer_id = models.CharField(max_length=60)
    signer = models.JSONField()
    idempotency_token = models.CharField(max_length=80)
    sealed = models.BinaryField()
    state = models.CharField(max_length=40)
    submitted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("signer_id", "idempotency_token"), name="bundle_case_once_per_token"
            ),
        )
        indexes = (
            models.Index(fields=("applicant_id", "submitted_at", "id"), name="bundle_case_mine"),
            models.Index(fields=("signer_id", "submitted_at", "id"), name="bundle_case_signed"),
        )


class BundleStep(models.Model):
    """A step that was taken: where it stands and which case it became. One row per step.

    ``attempt`` counts how often it was started; ``sealed_problems`` say why it could not be.
    """

    bundle = models.ForeignKey(BundleCase, on_delete=models.PROTECT, db_index=False)
    code = models.CharField(max_length=64)
    state = models.CharField(max_length=40)
    attempt = models.PositiveIntegerField(default=0)
    case_id = models.CharField(max_length=40, null=True, unique=True)
    party_id = models.CharField(max_length=60, null=True)
    certificate_id = models.CharField(max_length=40, null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    sealed_problems = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("bundle", "code"), name="bundle_step_once"),)
