"""Bring the register of elements and sources in line with a published release of a pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models, transaction

from tongban.agencies.api import agency_by_short
from tongban.elements import events, policies
from tongban.elements.models import Element, Source
from tongban.elements.refusals import RegisterNotYours
from tongban.elements.schema import ElementEntry, SourceEntry
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record


def publish_sources(
    *, actor: Actor, entries: Sequence[SourceEntry], release: str, now: datetime
) -> tuple[str, ...]:
    """Write the sources of a release; one no longer written is withdrawn, never deleted.

    Returns the codes that changed. Doing it again changes nothing. Refuses: RegisterNotYours,
    agencies' AgencyUnknown.
    """
    if not policies.may_publish(actor):
        raise RegisterNotYours
    with transaction.atomic():
        changed = [entry.code for entry in entries if _put_source(entry)]
        gone = Source.objects.exclude(code__in=[e.code for e in entries]).filter(withdrawn=False)
        changed += gone.order_by("code").values_list("code", flat=True)
        gone.update(withdrawn=True)
        _tell(actor, release, "sources", changed, now)
    return tuple(changed)


def publish_elements(
    *, actor: Actor, entries: Sequence[ElementEntry], release: str, now: datetime
) -> tuple[str, ...]:
    """Write the elements of a release, after its sources; old forms keep those no longer written.

    Returns the ids that changed. Doing it again changes nothing. Refuses: RegisterNotYours.
    """
    if not policies.may_publish(actor):
        raise RegisterNotYours
    with transaction.atomic():
        changed = [entry.id for entry in entries if _put_element(entry)]
        _tell(actor, release, "elements", changed, now)
    return tuple(changed)


def _put_source(entry: SourceEntry) -> bool:
    wanted = {
        "name": entry.name.to_mapping(),
        "agency_code": agency_by_short(entry.agency).code,
        "channel": entry.channel,
        "authoritative": entry.authoritative,
        "dispute": entry.dispute.to_mapping(),
        "withdrawn": False,
    }
    return _put(Source, entry.code, wanted)


def _put_element(entry: ElementEntry) -> bool:
    wanted = {
        "name": entry.name.to_mapping(),
        "kind": entry.kind.value,
        "about": entry.about.value,
        "code_list": entry.code_list,
        "source_id": entry.source,
        "sensitive": entry.sensitive,
    }
    return _put(Element, entry.id, wanted)


def _put(model: type[models.Model], key: str, wanted: Mapping[str, object]) -> bool:
    row, created = model._default_manager.get_or_create(pk=key, defaults=wanted)
    if created:
        return True
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    model._default_manager.filter(pk=key).update(**wanted)
    return True


def _tell(actor: Actor, release: str, what: str, changed: Sequence[str], now: datetime) -> None:
    if not changed:
        return
    facts = {what: list(changed)}
    record(kind=f"elements.{what}-published", about=release, facts=facts, actor=actor, now=now)
    publish(event=events.ELEMENTS_PUBLISHED, aggregate=release, payload=facts, now=now)
