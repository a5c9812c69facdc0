"""Bring the directory in line with a published release of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.agencies import events, policies
from tongban.agencies.domain import Term
from tongban.agencies.models import AgencyVersion, Post
from tongban.agencies.refusals import PostsNotYoursToGive
from tongban.agencies.schema import AgencyEntry, PostEntry
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record

_FIELDS = ("short", "name", "line", "region", "level", "parent_code", "valid_until")


def publish_agencies(
    *, actor: Actor, entries: Sequence[AgencyEntry], release: str, now: datetime
) -> tuple[str, ...]:
    """Write the organisations and posts of a release; returns the codes that changed.

    A later ``valid_from`` ends the present version the day before and begins a new one; the same
    ``valid_from`` corrects it. A post no longer written ends today. Doing it again changes nothing.
    Refuses: PostsNotYoursToGive (the actor is neither service nor operator).
    """
    if not policies.may_appoint(actor):
        raise PostsNotYoursToGive
    codes = {entry.short: entry.code for entry in entries}
    with transaction.atomic():
        changed = tuple(
            entry.code for entry in entries if _put_agency(entry, codes) | _put_posts(entry, now)
        )
        if changed:
            record(
                kind="agencies.published",
                about=release,
                facts={"agencies": list(changed)},
                actor=actor,
                now=now,
            )
            publish(
                event=events.AGENCIES_PUBLISHED,
                aggregate=release,
                payload={"agencies": list(changed)},
                now=now,
            )
    return changed


def _put_agency(entry: AgencyEntry, codes: dict[str, str]) -> bool:
    wanted = {
        "short": entry.short,
        "name": entry.name.to_mapping(),
        "line": entry.line,
        "region": entry.region,
        "level": entry.level.value,
        "parent_code": codes[entry.parent] if entry.parent else None,
        "valid_until": entry.valid_until,
    }
    latest = (
        AgencyVersion.objects.select_for_update()
        .filter(code=entry.code)
        .order_by("-valid_from")
        .first()
    )
    if latest is not None and latest.valid_from == entry.valid_from:
        if all(getattr(latest, name) == wanted[name] for name in _FIELDS):
            return False
        AgencyVersion.objects.filter(pk=latest.pk).update(**wanted)
        return True
    if latest is not None:
        if latest.valid_from > entry.valid_from:
            return False  # an older release: the directory already knows what came after
        term = Term(latest.valid_from, latest.valid_until)
        if term.holds_on(entry.valid_from):
            latest.valid_until = term.closed_before(entry.valid_from).until
            latest.save(update_fields=["valid_until"])
    AgencyVersion.objects.create(code=entry.code, valid_from=entry.valid_from, **wanted)
    return True


def _put_posts(entry: AgencyEntry, now: datetime) -> bool:
    rows = {
        row.id: row
        for row in Post.objects.select_for_update().filter(agency_code=entry.code).order_by("id")
    }
    changed = False
    for post in entry.posts:
        wanted = _post_columns(entry, post)
        row = rows.pop(post.id, None)
        if row is None:
            Post.objects.create(id=post.id, valid_from=entry.valid_from, **wanted)
            changed = True
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            Post.objects.filter(pk=row.pk).update(**wanted)
            changed = True
    for row in rows.values():
        if row.valid_until is None:
            row.valid_until = max(row.valid_from, now.date())
            row.save(update_fields=["valid_until"])
            changed = True
    return changed


def _post_columns(entry: AgencyEntry, post: PostEntry) -> dict[str, object]:
    return {
        "agency_code": entry.code,
        "title": post.title.to_mapping(),
        "line": post.line or entry.line,
        "region": post.region or entry.region,
        "duties": sorted(duty.value for duty in post.duties),
        "valid_until": None,
    }
