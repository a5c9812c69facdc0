"""Tables of the room. Personal values are sealed per subject; numbers are found by keyed hash."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Subject(models.Model):
    """A natural person or a firm. ``sealed_profile`` holds name, birth date and sex."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=32)
    sealed_profile = models.BinaryField(null=True)
    region = models.CharField(max_length=12)
    assurance = models.PositiveSmallIntegerField(default=0)
    registered_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="identity_forgotten_holds_nothing",
                condition=Q(forgotten_at__isnull=True) | Q(sealed_profile__isnull=True),
            ),
            models.CheckConstraint(
                name="identity_assurance_range", condition=Q(assurance__range=(0, 5))
            ),
        )


class SubjectIdentifier(models.Model):
    """One number of a subject. ``value_index`` is the keyed hash it is found by."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    value_index = models.CharField(max_length=64)
    sealed_value = models.BinaryField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="identity_one_subject_per_number", fields=("scheme", "value_index")
            ),
        )


class Account(models.Model):
    """What signs in 账户: not an identity, but the key one person holds to theirs.

    ``label`` and ``role`` are the words of a demo account's card, else empty.
    """

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=16)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="accounts")
    is_demo = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    label = models.JSONField(default=dict)
    role = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "id")


class IdentityCheck(models.Model):
    """One try to be known better: the way and whether it passed, never what was shown."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="checks", db_index=False)
    way = models.CharField(max_length=40)
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("subject", "at"), name="identity_checks_of"),)


class Mandate(models.Model):
    """One party may act for another: by law (guardian), registration, or grant."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=40)
    principal = models.ForeignKey(Subject, models.PROTECT, related_name="mandates_given")
    agent = models.ForeignKey(Subject, models.PROTECT, related_name="mandates_held")
    scope = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="identity_mandate_between_two", condition=~Q(principal=F("agent"))
            ),
            models.CheckConstraint(
                name="identity_mandate_term",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="identity_one_running_mandate",
                fields=("kind", "principal", "agent"),
                condition=Q(revoked_at__isnull=True) & ~Q(kind="identity.helper"),
            ),
        )
