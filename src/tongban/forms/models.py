"""Tables of the room."""

from __future__ import annotations

from django.db import models


class FormVersion(models.Model):
    """A form as published once: never changed, so old cases always show what was asked."""

    id = models.CharField(primary_key=True, max_length=40)
    code = models.CharField(max_length=61)
    version = models.PositiveIntegerField()
    body = models.JSONField()
    release = models.CharField(max_length=60)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("code", "version")
        constraints = (
            models.UniqueConstraint(name="forms_one_version", fields=("code", "version")),
        )


class Draft(models.Model):
    """Answers not yet submitted, sealed under the key of the person who types them.

    ``item_code`` is what is applied for; ``form_code`` is empty for a form that another room puts
    together, whose questions are not known here.
    """

    id = models.CharField(primary_key=True, max_length=40)
    owner_id = models.CharField(max_length=60)
    acts_for = models.CharField(max_length=60)
    item_code = models.CharField(max_length=80)
    situation = models.CharField(max_length=80, null=True)
    form_code = models.CharField(max_length=61, blank=True)
    form_version = models.PositiveIntegerField()
    sealed_answers = models.BinaryField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    told_of_end_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="forms_one_draft_per_item", fields=("owner_id", "acts_for", "item_code")
            ),
        )
