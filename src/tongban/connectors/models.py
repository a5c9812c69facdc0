"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ConnectorVersion(models.Model):
    """One published version of a connector 对接配置; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="connector_version"),
        )


class ConnectorLine(models.Model):
    """How the line to a system is: when it last answered, how often it failed since, why."""

    code = models.CharField(primary_key=True, max_length=64)
    answered_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    fault = models.JSONField(null=True)
    next_try_at = models.DateTimeField(null=True)


class Referral(models.Model):
    """A case that is with a system 转送: one per case, on the version it began with.

    ``number`` is theirs, empty until they received it. ``problem`` is a sentence for a person, with
    its mend; a ``conflict`` waits for one. ``ended`` says how it ended, empty while it runs.
    """

    id = models.CharField(primary_key=True, max_length=40)
    connector_code = models.CharField(max_length=64)
    connector_version = models.PositiveIntegerField()
    case_id = models.CharField(max_length=40, unique=True)
    case_number = models.CharField(max_length=50)
    item_code = models.CharField(max_length=50)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    subject_id = models.CharField(max_length=60)
    number = models.CharField(max_length=60, default="")
    begun_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)
    applied_seq = models.PositiveIntegerField(default=0)
    fields_sent = models.PositiveIntegerField(default=0)
    fields_typed = models.PositiveIntegerField(default=0)
    certificate_number = models.CharField(max_length=100, default="")
    problem_code = models.CharField(max_length=64, default="")
    problem = models.JSONField(null=True)
    problem_at = models.DateTimeField(null=True)
    conflict = models.BooleanField(default=False)
    ended = models.CharField(max_length=20, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("connector_code", "ask_at", "id"),
                condition=Q(ended="") & ~Q(number=""),
                name="referral_to_ask",
            ),
            models.Index(
                fields=("agency_code", "problem_at", "id"),
                condition=~Q(problem_code=""),
                name="referral_stuck",
            ),
            models.Index(fields=("connector_code", "begun_at", "id"), name="referral_of_connector"),
        )


class ReferralMessage(models.Model):
    """What we tell them, in order: the application, what was put right, that it was withdrawn.

    Its content is made from the case when it is sent; ``key`` makes a second sending harmless.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80, unique=True)
    queued_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("referral", "seq"), name="referral_message_in_order"),
        )
        indexes = (
            models.Index(
                fields=("next_try_at", "id"),
                condition=Q(done_at__isnull=True),
                name="referral_message_due",
            ),
        )


class ReferralStep(models.Model):
    """A step of theirs, kept once. ``sealed_words`` are what they said, for the applicant's key."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, db_index=False)
    seq = models.PositiveIntegerField()
    state = models.CharField(max_length=40)
    at = models.DateTimeField()
    sealed_words = models.BinaryField(null=True)
    certificate = models.CharField(max_length=100, default="")
    heard_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, default="")
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("referral", "seq"), name="referral_step_once"),
        )
