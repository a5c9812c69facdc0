"""Publish a pack: all of it or none of it, once per content."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from tongban.content.checking import load, report_on
from tongban.content.domain.assemble import Assembly
from tongban.content.domain.bodies import SUITE, bodies_of, release_digest
from tongban.content.domain.shelf import Manifest, ReleaseView
from tongban.content.events import PACK_PUBLISHED
from tongban.content.models import Release, ReleaseEntry
from tongban.content.policies import may_publish
from tongban.content.queries import current_release, release_view
from tongban.content.refusals import PackHasProblems, PublishingNotAllowed
from tongban.content.registry import shelves
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban_trust.canonical import Json

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('content.publish_pack', 0))"


def publish_pack(*, actor: Actor, path: Path, now: datetime) -> ReleaseView:
    """Check the folder ``path`` and make it the current release of its pack.

    One transaction: the immutable release, every shelf's own rows (bottom room first), one evidence
    leaf with the digest, one ``PackPublished`` event. Publishing what already stands
    returns the standing release and writes nothing.
    Refusals: PackNotFound, PublishingNotAllowed, PackHasProblems (with every error at once).
    """
    if not may_publish(actor):
        raise PublishingNotAllowed
    files, assembly = load(path)
    report = report_on(assembly)
    manifest = report.manifest
    if report.errors or manifest is None:
        raise PackHasProblems(report.errors)
    digest = release_digest(files)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME)
        standing = current_release(manifest.code)
        if standing is not None and standing.digest == digest:
            return standing
        number = standing.number + 1 if standing is not None else 1
        release = _write_release(manifest, assembly, digest, number, now)
        for shelf in shelves():
            shelf.publish(
                actor=actor, entries=report.view.entries(shelf.name), release=release, now=now
            )
        _tell(actor, release, now)
    return release


def _write_release(
    manifest: Manifest, assembly: Assembly, digest: str, number: int, now: datetime
) -> ReleaseView:
    bodies = bodies_of(assembly)
    row = Release.objects.create(
        id=new_id("rel"),
        pack=manifest.code,
        number=number,
        version=manifest.version,
        suite=SUITE,
        digest=digest,
        title=manifest.title.to_mapping(),
        published_at=now,
        entry_count=len(bodies),
    )
    ReleaseEntry.objects.bulk_create(
        (
            ReleaseEntry(
                release=row,
                shelf=shelf,
                key=key,
                file=assembly.entries[shelf][key].file,
                body=body,
            )
            for (shelf, key), body in sorted(bodies.items())
        ),
        batch_size=1000,
    )
    return release_view(row)


def _tell(actor: Actor, release: ReleaseView, now: datetime) -> None:
    facts: dict[str, Json] = {
        "pack": release.pack,
        "number": release.number,
        "version": release.version,
        "suite": SUITE,
        "digest": release.digest,
        "entries": release.entries,
    }
    record(kind="content.pack_published", about=release.id, facts=facts, actor=actor, now=now)
    payload = {"pack": release.pack, "number": release.number}
    publish(event=PACK_PUBLISHED, aggregate=release.id, payload=payload, now=now)
