"""Tables of the room: every row says from when to when it holds (dates inclusive)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


def _term(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
    )


class AgencyVersion(models.Model):
    """An organisation as it stood for a time; a change of name or line begins a new row."""

    code = models.CharField(max_length=18)
    short = models.CharField(max_length=41)
    name = models.JSONField()
    line = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    level = models.CharField(max_length=16)
    parent_code = models.CharField(max_length=18, null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ("code", "valid_from")
        constraints = (
            models.UniqueConstraint(
                name="agencies_one_version_per_day", fields=("code", "valid_from")
            ),
            models.UniqueConstraint(
                name="agencies_one_open_version",
                fields=("code",),
                condition=Q(valid_until__isnull=True),
            ),
            _term("agencies_version_term"),
        )
        indexes = (
            models.Index(fields=("region",), name="agencies_by_region"),
            models.Index(fields=("line",), name="agencies_by_line"),
        )


class Post(models.Model):
    """A post 岗位 of an organisation and the duties it carries."""

    id = models.CharField(primary_key=True, max_length=61)
    agency_code = models.CharField(max_length=18, db_index=True)
    title = models.JSONField()
    line = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    duties = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (_term("agencies_post_term"),)


class PostHolding(models.Model):
    """Who holds a post, from when to when."""

    id = models.CharField(primary_key=True, max_length=40)
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    account = models.ForeignKey("identity.Account", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            _term("agencies_holding_term"),
            models.UniqueConstraint(
                name="agencies_one_open_holding",
                fields=("post", "account"),
                condition=Q(valid_until__isnull=True),
            ),
        )
