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
            models.UniqueConstraint(fields=("code", "version"), name="benefit_policy_version"),
        )


class Run(models.Model):
    """A policy's run over the people of a register for one period; ``cursor`` goes on."""

    policy_code = models.CharField(max_length=64)
    policy_version = models.PositiveIntegerField()
    period = models.CharField(max_length=7)
    cursor = models.CharField(max_length=60, default="")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    looked = models.PositiveIntegerField(default=0)
    offered = models.PositiveIntegerField(default=0)
    not_due = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    declined = models.PositiveIntegerField(default=0)
    standing = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("policy_code", "period"), name="benefit_run_once"),
        )


class Benefit(models.Model):
    """One person, one policy, one period: once. Account, receipt and words are sealed."""

    id = models.CharField(primary_key=True, max_length=40)
    policy_code = models.CharField(max_length=64)
    policy_version = models.PositiveIntegerField()
    period = models.CharField(max_length=7)
    subject_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    state = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    account = models.BinaryField()
    receipt = models.BinaryField()
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    recovery_words = models.BinaryField(null=True)
    recovery_article = models.CharField(max_length=80, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("policy_code", "period", "subject_id"), name="benefit_once_per_period"
            ),
        )
        indexes = (
            models.Index(fields=("subject_id", "id"), name="benefit_mine"),
            models.Index(
                fields=("answer_by",), condition=Q(state="offered"), name="benefit_to_answer"
            ),
        )


class Choice(models.Model):
    """What a person said about a policy: it holds for the periods to come until said otherwise."""

    policy_code = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=60)
    accepts = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("policy_code", "subject_id"), name="benefit_choice_once"
            ),
        )


class Appeal(models.Model):
    """An objection with its answer; words sealed for the person. One open per policy."""

    id = models.CharField(primary_key=True, max_length=40)
    policy_code = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    benefit_id = models.CharField(max_length=40, default="")
    words = models.BinaryField()
    lodged_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("policy_code", "subject_id"),
                condition=Q(answered_at__isnull=True),
                name="benefit_one_open_appeal",
            ),
        )
        indexes = (models.Index(fields=("agency_code", "answered_at"), name="benefit_appeals"),)
