"""Keep, drop and expire the half-filled form of a bundle 一件事暂存."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tongban.bundles import events
from tongban.bundles.models import BundleDraft
from tongban.bundles.policies import may_keep_drafts
from tongban.bundles.published import current_bundle
from tongban.bundles.queries.drafts import draft_view, own_drafts
from tongban.bundles.views import BundleDraftView
from tongban.forms.api import DraftChangedElsewhere, DraftTooLarge, SignInToKeepDrafts
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record, seal, unseal

KEEP_DAYS = 30
_MAX_BYTES = 400_000


def save_bundle_draft(
    *,
    actor: Actor,
    bundle_code: str,
    answers: Mapping[str, Any],
    expected_version: int | None = None,
    now: datetime,
) -> BundleDraftView:
    """Keep the answers by merged name for 30 days from the last save, to go on from any device.

    One for each person, whom they act for, and bundle; at most 400 kB, without files. The same
    answers again change nothing. With ``expected_version`` (0: none yet) a stale page refuses.
    Names the form does not ask are left out when it is opened again. Refuses SignInToKeepDrafts,
    BundleUnknown, DraftTooLarge, DraftChangedElsewhere.
    """
    if not may_keep_drafts(actor):
        raise SignInToKeepDrafts
    known, owner = current_bundle(bundle_code), str(actor.subject_id)
    plain = json.dumps(dict(answers), ensure_ascii=False, sort_keys=True).encode()
    if len(plain) > _MAX_BYTES:
        raise DraftTooLarge
    with transaction.atomic():
        row = own_drafts(actor).select_for_update().filter(bundle_code=known.code).first()
        if row is not None and row.expires_at <= now:
            row.delete()
            row = None
        if row is not None and unseal(owner, bytes(row.sealed_answers)) == plain:
            return draft_view(row)
        if expected_version not in (None, row.version if row else 0):
            raise DraftChangedElsewhere
        row = row or BundleDraft(
            id=new_id("draft"),
            owner_id=owner,
            acts_for=str(actor.acts_for),
            bundle_code=known.code,
            version=0,
        )
        row.sealed_answers = seal(owner, plain)
        row.version += 1
        row.saved_at, row.expires_at = now, now + timedelta(days=KEEP_DAYS)
        row.save()
        _tell(row, "draft-saved", events.BUNDLE_DRAFT_SAVED, actor, now)
    return draft_view(row)


def discard_bundle_draft(*, actor: Actor, bundle_code: str, now: datetime) -> bool:
    """Drop the actor's draft of a bundle; False when there was none. Refuses SignInToKeepDrafts."""
    if not may_keep_drafts(actor):
        raise SignInToKeepDrafts
    with transaction.atomic():
        row = own_drafts(actor).select_for_update().filter(bundle_code=bundle_code).first()
        if row is None:
            return False
        _tell(row, "draft-discarded", events.BUNDLE_DRAFT_DISCARDED, actor, now)
        row.delete()
    return True


def purge_bundle_drafts(now: datetime) -> int:
    """Delete drafts past their term; how many. Run daily by the worker."""
    with transaction.atomic():
        gone, _ = BundleDraft.objects.filter(expires_at__lte=now).delete()
        if gone:
            worker = Actor.system("worker")
            record(
                kind="bundles.drafts-purged", about="bundles", facts={"drafts": gone},
                actor=worker, now=now,
            )  # fmt: skip
    return gone


def _tell(row: BundleDraft, leaf: str, event: str, actor: Actor, now: datetime) -> None:
    facts = {"bundle": row.bundle_code, "version": row.version}
    record(kind=f"bundles.{leaf}", about=row.id, facts=facts, actor=actor, now=now)
    payload = {"draft": row.id, "bundle": row.bundle_code}
    publish(event=event, aggregate=row.id, payload=payload, now=now)
