"""Publication of a pack's basic items, items, themes and synonyms; all of it idempotent."""

from __future__ import annotations

from datetime import datetime

from tongban.catalogue.actions.claim_item import claim_item
from tongban.catalogue.actions.define_basic_item import define_basic_item
from tongban.catalogue.actions.draft_item import draft_item
from tongban.catalogue.actions.publish_item import publish_item
from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.entries import SynonymEntry, ThemeEntry
from tongban.catalogue.models import Synonym, Theme
from tongban.catalogue.queries.vocabulary import forget_vocabulary
from tongban.content.api import Entry, ReleaseView
from tongban.kernel.actor import Actor


def publish_basic_items(
    *,
    actor: Actor,
    entries: tuple[Entry[BasicItemDocument], ...],
    release: ReleaseView,
    now: datetime,
) -> None:
    """Write the basic catalogue of the release; entries that left the pack stay."""
    del release
    for entry in entries:
        define_basic_item(actor=actor, document=entry.model, now=now)


def publish_items(
    *,
    actor: Actor,
    entries: tuple[Entry[ItemDocument], ...],
    release: ReleaseView,
    now: datetime,
) -> None:
    """Claim, draft and publish every item; one that is in use as written is left alone."""
    del release
    for entry in entries:
        _publish_one(actor, entry.model, now)


def _publish_one(actor: Actor, item: ItemDocument, now: datetime) -> None:
    agency_code = item.agency or item.code[:18]
    if item.basic is not None and item.level is not None:
        claim_item(
            actor=actor,
            basic_code=item.basic,
            agency_code=agency_code,
            level=item.level,
            region=item.region,
            now=now,
        )
    version = draft_item(actor=actor, document=item, now=now)
    # A suspended item stays suspended: a pack says what an item is, not whether it is handled now.
    if version.state is not VersionState.SUSPENDED:
        publish_item(actor=actor, item_code=item.code, version=version.version, now=now)


def publish_themes(
    *,
    actor: Actor,
    entries: tuple[Entry[ThemeEntry], ...],
    release: ReleaseView,
    now: datetime,
) -> None:
    """Write the themes of the release beside those that ship with the platform."""
    del actor, release, now
    for entry in entries:
        theme = entry.model
        Theme.objects.update_or_create(
            code=theme.code,
            defaults={
                "name": theme.name.to_mapping(),
                "side": theme.side.value,
                "life_event": theme.life_event,
                "icon": theme.icon,
                "order": theme.order,
            },
        )
    forget_vocabulary()


def publish_synonyms(
    *,
    actor: Actor,
    entries: tuple[Entry[SynonymEntry], ...],
    release: ReleaseView,
    now: datetime,
) -> None:
    """Write the synonyms of the release beside those that ship with the platform."""
    del actor, release, now
    for entry in entries:
        Synonym.objects.update_or_create(
            code=entry.model.code,
            defaults={"say": list(entry.model.say), "means": list(entry.model.means)},
        )
    forget_vocabulary()
