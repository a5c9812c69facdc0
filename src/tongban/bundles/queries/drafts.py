"""Half-filled forms of bundles, for who types them."""

from __future__ import annotations

import json
from datetime import datetime

from django.db.models import QuerySet

from tongban.bundles.models import BundleDraft
from tongban.bundles.policies import may_keep_drafts
from tongban.bundles.published import current_bundle
from tongban.bundles.views import BundleDraftView
from tongban.forms.api import SignInToKeepDrafts
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal


def bundle_draft(actor: Actor, bundle_code: str, now: datetime) -> BundleDraftView | None:
    """The actor's unexpired draft of a bundle, for whomever the actor acts for now.

    Refuses SignInToKeepDrafts.
    """
    kept = (each for each in bundle_drafts(actor, now) if each.bundle_code == bundle_code)
    return next(kept, None)


def bundle_drafts(actor: Actor, now: datetime) -> tuple[BundleDraftView, ...]:
    """Every unexpired draft of the actor for whomever the actor acts for, latest first.

    Refuses SignInToKeepDrafts.
    """
    if not may_keep_drafts(actor):
        raise SignInToKeepDrafts
    rows = own_drafts(actor).filter(expires_at__gt=now).order_by("-saved_at", "id")
    return tuple(map(draft_view, rows))


def own_drafts(actor: Actor) -> QuerySet[BundleDraft]:
    """The rows of who types, for whomever they act for now."""
    found = BundleDraft.objects.filter(owner_id=actor.subject_id, acts_for=actor.acts_for)
    return found.order_by("id")


def draft_view(row: BundleDraft) -> BundleDraftView:
    """A row as its owner sees it."""
    return BundleDraftView(
        bundle_code=row.bundle_code,
        name=current_bundle(row.bundle_code).name,
        answers=json.loads(unseal(row.owner_id, bytes(row.sealed_answers))),
        version=row.version,
        saved_at=row.saved_at,
        expires_at=row.expires_at,
    )
