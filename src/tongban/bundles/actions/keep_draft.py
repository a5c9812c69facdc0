"""Keep and drop the half-filled form of a bundle 一件事暂存, a draft of room forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tongban.bundles.published import current_bundle
from tongban.bundles.queries.drafts import draft_view, kept_as
from tongban.bundles.views import BundleDraftView
from tongban.forms.api import Answer, discard_draft, save_draft
from tongban.kernel.actor import Actor


def save_bundle_draft(
    *,
    actor: Actor,
    bundle_code: str,
    answers: Mapping[str, Answer],
    expected_version: int | None = None,
    now: datetime,
) -> BundleDraftView:
    """Keep the answers by merged name for 30 days from the last save, to go on from any device.

    One for each person, whom they act for, and bundle; at most 400 kB, without files. Names the
    form does not ask are left out when it is opened again. Refuses BundleUnknown, and what
    ``save_draft`` of forms refuses.
    """
    known = current_bundle(bundle_code)
    kept = save_draft(
        actor=actor, item_code=kept_as(known.code), form_code=None, answers=answers,
        expected_version=expected_version, now=now,
    )  # fmt: skip
    return draft_view(kept)


def discard_bundle_draft(*, actor: Actor, bundle_code: str, now: datetime) -> bool:
    """Drop the actor's draft of a bundle; False when there was none. Refuses SignInToKeepDrafts."""
    return discard_draft(actor=actor, item_code=kept_as(bundle_code), now=now)
