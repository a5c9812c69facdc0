"""Write the statutes of a release into the law tables; texts already there are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.content.api import Entry, ReleaseView
from tongban.kernel.actor import Actor
from tongban.laws.models import Article, Statute, StatuteVersion
from tongban.laws.schema import StatuteEntry, VersionEntry


def publish_statutes(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Add or correct statutes, versions and articles; nothing is ever deleted.

    A statute or version that left the pack stays, because older cases cite it. The release itself
    is the evidence of who changed what, so no further leaf is written here.
    """
    del actor, release, now
    with transaction.atomic():
        for entry in entries:
            _publish_one(entry.model)


def _publish_one(entry: StatuteEntry) -> None:
    statute, _ = Statute.objects.update_or_create(
        code=entry.code,
        defaults={
            "title": entry.title.to_mapping(),
            "rank": entry.rank.value,
            "issuer": entry.issuer.to_mapping(),
        },
    )
    for version in entry.versions:
        _publish_version(statute, version)


def _publish_version(statute: Statute, version: VersionEntry) -> None:
    row, _ = StatuteVersion.objects.update_or_create(
        statute=statute,
        version=version.version,
        defaults={"valid_from": version.valid_from, "valid_until": version.valid_until},
    )
    Article.objects.bulk_create(
        (
            Article(
                version=row,
                number=article.article,
                text=article.text.to_mapping(),
                text_kind=article.text_kind.value,
            )
            for article in version.articles
        ),
        update_conflicts=True,
        unique_fields=("version", "number"),
        update_fields=("text", "text_kind"),
    )
