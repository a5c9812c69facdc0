"""Tables of the law: a version once cited stays for ever, so publishing never deletes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Statute(models.Model):
    """A law, regulation or rule 法律法规规章."""

    code = models.CharField(primary_key=True, max_length=60)
    title = models.JSONField()
    rank = models.CharField(max_length=40)
    issuer = models.JSONField()


class StatuteVersion(models.Model):
    """One text of a statute, named by its date."""

    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="versions")
    version = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("statute", "version"), name="laws_version_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="laws_version_ends_after_start",
            ),
        )


class Article(models.Model):
    """One article of one version."""

    version = models.ForeignKey(StatuteVersion, on_delete=models.PROTECT, related_name="articles")
    number = models.CharField(max_length=20)
    text = models.JSONField()
    text_kind = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "number"), name="laws_article_once"),
        )
