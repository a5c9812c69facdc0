"""Publish data resources: each change is a new version, old versions stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.agencies.api import agency_by_short
from tongban.exchange import events, policies
from tongban.exchange.models import ResourceVersion
from tongban.exchange.queries.resources import newest_rows
from tongban.exchange.refusals import NodesNotYours
from tongban.exchange.schema import ResourceEntry
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record


def publish_resources(
    *, actor: Actor, entries: Sequence[ResourceEntry], release: str, now: datetime
) -> tuple[str, ...]:
    """Write the data resources of a release; one no longer written is withdrawn, never deleted.

    Returns the codes that changed; doing it again changes nothing. Refuses: NodesNotYours,
    agencies' AgencyUnknown. Source: 政务信息资源目录编制指南, 政务数据共享条例 (809).
    """
    if not policies.may_run(actor):
        raise NodesNotYours
    with transaction.atomic():
        standing = newest_rows(lock=True)
        changed = [e.code for e in entries if _put(e, standing.get(e.code), release, now)]
        kept = {entry.code for entry in entries}
        for code, row in standing.items():
            if code not in kept and not row.withdrawn:
                _next(row, row.version + 1, row.body, release, now, withdrawn=True)
                changed.append(code)
        if changed:
            facts = {"resources": changed}
            record(
                kind="exchange.resources-published", about=release, facts=facts, actor=actor,
                now=now,
            )  # fmt: skip
            publish(event=events.RESOURCES_PUBLISHED, aggregate=release, payload=facts, now=now)
    return tuple(changed)


def _put(entry: ResourceEntry, row: ResourceVersion | None, release: str, now: datetime) -> bool:
    body = entry.model_dump(mode="json")
    # Names in a pack become codes that outlive it.
    body["provider"] = agency_by_short(entry.provider).code
    if row is not None and not row.withdrawn and row.body == body:
        return False
    _next(row, row.version + 1 if row else 1, body, release, now, withdrawn=False)
    return True


def _next(
    row: ResourceVersion | None,
    version: int,
    body: dict[str, object],
    release: str,
    now: datetime,
    *,
    withdrawn: bool,
) -> None:
    ResourceVersion.objects.create(
        id=new_id("resource"),
        code=str(body["code"]),
        version=version,
        provider_code=row.provider_code if row and withdrawn else str(body["provider"]),
        body=body,
        withdrawn=withdrawn,
        release=release,
        published_at=now,
    )
