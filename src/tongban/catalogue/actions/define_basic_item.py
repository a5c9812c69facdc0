"""define_basic_item: put an entry into the basic catalogue 基本目录, or correct it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.catalogue.domain.digest import stored_form
from tongban.catalogue.domain.document import BasicItemDocument
from tongban.catalogue.models import BasicItem
from tongban.catalogue.policies import may_import
from tongban.catalogue.refusals import ImportingNotAllowed
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.ledger.api import record


def define_basic_item(*, actor: Actor, document: BasicItemDocument, now: datetime) -> bool:
    """Write one basic item; True when something changed.

    Items already claimed keep their text until they are drafted again; until then the drift lint
    lists them. Refusals: ImportingNotAllowed (only the platform and operators may).
    """
    if not may_import(actor):
        raise ImportingNotAllowed
    stored = stored_form(document)
    digest = digest_of(stored)
    with transaction.atomic():
        row = BasicItem.objects.select_for_update().filter(code=document.code).first()
        if row is not None and row.digest == digest and row.locked:
            return False
        BasicItem.objects.update_or_create(
            code=document.code,
            defaults={
                "item_type": document.type.value,
                "line": document.line,
                "document": stored,
                "digest": digest,
                "locked": True,
                "updated_at": now,
            },
        )
        facts = {"digest": digest}
        about = f"basic-item/{document.code}"
        record(kind="catalogue.basic_item_defined", about=about, facts=facts, actor=actor, now=now)
        publish(event="catalogue.basic_item_defined", aggregate=about, payload=facts, now=now)
    return True
