"""Tables of the catalogue; private to the room.

``ItemVersion.document`` is written once: a trigger refuses any change of it (see migrations).
Search rows hold no personal data; their vectors are built in Python (Chinese segmentation).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from tongban.catalogue.domain.codes import VersionState


class BasicItem(models.Model):
    """An entry of the basic catalogue 基本目录.

    ``locked`` False marks entries learned from an imported list: no authority has published them,
    so they bind nobody.
    """

    code = models.CharField(primary_key=True, max_length=20)
    item_type = models.CharField(max_length=40)
    line = models.CharField(max_length=40, blank=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    locked = models.BooleanField(default=True)
    updated_at = models.DateTimeField()


class Claim(models.Model):
    """An agency's claim 认领 of a basic item at one level."""

    id = models.CharField(primary_key=True, max_length=40)
    basic = models.ForeignKey(BasicItem, on_delete=models.PROTECT, related_name="claims")
    agency_code = models.CharField(max_length=18)
    level = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    item_code = models.CharField(max_length=50, unique=True)
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["basic", "agency_code", "level"], name="catalogue_claim_once"
            ),
        )


class Item(models.Model):
    """An implementing item 实施清单; ``latest_version`` counts every version ever written."""

    code = models.CharField(primary_key=True, max_length=50)
    basic_code = models.CharField(max_length=20, blank=True, db_index=True)
    agency_code = models.CharField(max_length=50, db_index=True)
    agency_known = models.BooleanField(default=True)
    flags = ArrayField(models.TextField(), default=list)
    region = models.CharField(max_length=12, db_index=True)
    level = models.CharField(max_length=40, blank=True)
    latest_version = models.IntegerField(default=0)
    latest_digest = models.CharField(max_length=64, blank=True)


class ItemVersion(models.Model):
    """One immutable version of an item."""

    id = models.CharField(primary_key=True, max_length=40)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    state = models.CharField(max_length=40)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    agency_name = models.JSONField(default=dict)
    plan_effective_date = models.DateField(null=True)
    plan_cancel_date = models.DateField(null=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "version"], name="catalogue_version_once"),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(
                    state__in=[VersionState.PUBLISHED.value, VersionState.SUSPENDED.value]
                ),
                name="catalogue_one_current",
            ),
        )


class SearchRow(models.Model):
    """What search looks at: one row per item, for its current version or else its newest draft.

    ``vector`` holds words of the name (weight A), other names and synonyms (B), body (C), and
    labels for region, side and visibility (D), so that one index answers the whole question.
    """

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE)
    version_id = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    name_key = models.CharField(max_length=400)
    region = models.CharField(max_length=12)
    popularity = models.SmallIntegerField(default=0)
    themes = ArrayField(models.CharField(max_length=60), default=list)
    hit = models.JSONField()
    vector = SearchVectorField()

    class Meta:
        indexes = (
            GinIndex(fields=["vector"], name="catalogue_search_vector"),
            models.Index(
                fields=["name_key"], opclasses=["text_pattern_ops"], name="catalogue_search_name"
            ),
        )


class Synonym(models.Model):
    """A published synonym: what people say and what the catalogue calls it."""

    code = models.CharField(primary_key=True, max_length=80)
    say = ArrayField(models.CharField(max_length=80))
    means = ArrayField(models.CharField(max_length=80))


class Theme(models.Model):
    """A published theme of the portal home."""

    code = models.CharField(primary_key=True, max_length=80)
    name = models.JSONField()
    side = models.CharField(max_length=40)
    life_event = models.BooleanField(default=False)
    icon = models.CharField(max_length=40, blank=True)
    order = models.IntegerField(default=100)


class ImportRun(models.Model):
    """One import of a file with a profile; resumable: ``done_rows`` rows are committed."""

    id = models.CharField(primary_key=True, max_length=40)
    profile = models.CharField(max_length=80)
    file_digest = models.CharField(max_length=64)
    done_rows = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    flagged = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["profile", "file_digest"],
                condition=models.Q(finished_at__isnull=True),
                name="catalogue_one_open_run",
            ),
        )
