"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.notices.views import SendingState


class Message(models.Model):
    """A message; one for each cause and subject. Its words are sealed for the subject."""

    id = models.CharField(primary_key=True, max_length=40)
    subject_id = models.CharField(max_length=60)
    template = models.CharField(max_length=64)
    cause = models.CharField(max_length=120)
    words = models.BinaryField()
    link = models.CharField(max_length=200)
    is_document = models.BooleanField()
    told_at = models.DateTimeField()
    served_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject_id", "cause"), name="message_once_per_cause"),
        )
        indexes = (
            models.Index(fields=("subject_id", "id"), name="message_mine"),
            models.Index(
                fields=("subject_id",), condition=Q(opened_at__isnull=True), name="message_unopened"
            ),
            models.Index(fields=("told_at",), name="message_by_age"),
        )


class Sending(models.Model):
    """One message on one channel besides the inbox."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, db_index=False)
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=SendingState.WAITING.value)
    not_before = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("message", "channel"), name="message_once_per_channel"),
        )
        indexes = (
            models.Index(
                fields=("not_before", "id"),
                condition=Q(state=SendingState.WAITING.value),
                name="message_to_send",
            ),
        )


class Preference(models.Model):
    """What a subject said about a channel; the number is sealed for them."""

    subject_id = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    is_on = models.BooleanField()
    address = models.BinaryField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject_id", "channel"), name="message_preference_once"
            ),
        )


class DeliveryConsent(models.Model):
    """Consent to electronic delivery, confirmed by its giver 送达地址确认; one stands at a time."""

    subject_id = models.CharField(max_length=60)
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject_id",),
                condition=Q(ended_at__isnull=True),
                name="message_one_delivery_consent",
            ),
        )


class RulesVersion(models.Model):
    """One published version of the rules of messages; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="message_rules_version"),
        )


class TwinSending(models.Model):
    """What the demo's channels sent; one for each key, however often they were asked. No words."""

    channel = models.CharField(max_length=10)
    key = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("channel", "key"), name="message_twin_once"),
        )
