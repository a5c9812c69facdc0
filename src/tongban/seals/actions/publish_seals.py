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
    """Issue what is new; for a seal that stands only its scope follows the pack.

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
        around=model.around,
        valid_from=model.valid_from,
        valid_until=model.valid_until,
        now=now,
    )
    wanted = (list(model.scope), list(model.two_person))
    if ([str(x) for x in issued.scope], [str(x) for x in issued.two_person]) == wanted:
        return
    Seal.objects.filter(id=issued.id).update(scope=wanted[0], two_person=wanted[1])
    record(
        kind="seals.scope-changed",
        about=issued.id,
        facts={
            "seal": issued.id,
            "scope": wanted[0],
            "two_person": wanted[1],
            "release": release.id,
        },
        actor=actor,
        now=now,
    )
