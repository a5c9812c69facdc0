"""Publish the seals of a pack release: new ones are issued, changed scopes take effect."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.agencies.api import agency_by_short
from tongban.content.api import Entry, ReleaseView
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.seals.actions.issue_seal import issue_seal
from tongban.seals.domain.kinds import OwnerKind, SealKind
from tongban.seals.domain.purpose import Purpose
from tongban.seals.models import Seal


def publish_seals(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Issue what is new; for a seal that stands its scope and articles follow the pack.

    A seal that a release no longer names stays: ending one takes an article and a reason.
    """
    with transaction.atomic():
        for entry in entries:
            _publish(actor, entry.model, release, now)


def _publish(actor: Actor, model: Any, release: ReleaseView, now: datetime) -> None:
    issued = issue_seal(
        actor=actor,
        code=f"{release.pack}/{model.code}",
        kind=SealKind.of_slug(model.kind),
        owner=OwnerKind.AGENCY,
        owner_id=agency_by_short(model.agency, on=model.valid_from).code,
        name=model.name,
        scope=model.purposes,
        two_person=tuple(map(Purpose.parse, model.two_person)),
        articles=model.articles,
        around=model.around,
        valid_from=model.valid_from,
        valid_until=model.valid_until,
        now=now,
    )
    wanted = {
        "scope": list(model.scope),
        "two_person": list(model.two_person),
        "articles": [str(article) for article in model.articles],
    }
    if wanted == {name: [str(x) for x in getattr(issued, name)] for name in wanted}:
        return
    Seal.objects.filter(id=issued.id).update(**wanted)
    record(
        kind="seals.rules-changed",
        about=issued.id,
        facts={"seal": issued.id, "release": release.id, **wanted},
        actor=actor,
        now=now,
    )
