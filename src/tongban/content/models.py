"""Tables of published packs. Rows are only ever added; the database refuses to change them."""

from __future__ import annotations

from django.db import models


class Release(models.Model):
    """One publication of a pack 发布版本."""

    id = models.CharField(primary_key=True, max_length=40)
    pack = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=60)
    suite = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    title = models.JSONField()
    published_at = models.DateTimeField()
    entry_count = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("pack", "number"), name="content_release_number"),
        )


class ReleaseEntry(models.Model):
    """One entry as it was written in a release; what diffs are made from."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="entries")
    shelf = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    file = models.CharField(max_length=500)
    body = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("release", "shelf", "key"), name="content_release_entry_once"
            ),
        )


class Generation(models.Model):
    """One row whose number moves with every change of anything published (see ``standing``)."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    value = models.BigIntegerField()

    class Meta:
        db_table = "content_generation"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="content_generation_is_one_row"),
        )
