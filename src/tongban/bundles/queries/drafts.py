"""Half-filled forms of bundles, for who types them."""

from __future__ import annotations

from datetime import datetime

from tongban.bundles.published import current_bundle
from tongban.bundles.refusals import BundleUnknown
from tongban.bundles.views import BundleDraftView
from tongban.forms.api import DraftView, draft, drafts
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_BUNDLE = "bundle/"


def kept_as(bundle_code: str) -> str:
    """What room forms keeps a bundle's draft by, among the codes of items."""
    return _BUNDLE + bundle_code


def kept_bundle(code: str) -> tuple[Text, str] | None:
    """Name and path of the bundle a draft is kept for; None for any other, or one offered no more.

    Fills the port of room forms, which tells owners of drafts that end.
    """
    if not code.startswith(_BUNDLE):
        return None
    try:
        known = current_bundle(code.removeprefix(_BUNDLE))
    except BundleUnknown:
        return None
    return known.name, f"/bundles/{known.code}/apply"


def bundle_draft(actor: Actor, bundle_code: str, now: datetime) -> BundleDraftView | None:
    """The actor's unexpired draft of a bundle, for whomever the actor acts for now.

    Refuses SignInToKeepDrafts.
    """
    kept = draft(actor, kept_as(bundle_code), now)
    return None if kept is None else draft_view(kept)


def bundle_drafts(actor: Actor, now: datetime) -> tuple[BundleDraftView, ...]:
    """Every unexpired draft of the actor for whomever the actor acts for, latest first.

    Refuses SignInToKeepDrafts.
    """
    kept = drafts(actor, now)
    return tuple(draft_view(one) for one in kept if one.item_code.startswith(_BUNDLE))


def draft_view(kept: DraftView) -> BundleDraftView:
    """A kept draft with the name of its bundle."""
    bundle_code = kept.item_code.removeprefix(_BUNDLE)
    return BundleDraftView(
        bundle_code=bundle_code,
        name=current_bundle(bundle_code).name,
        answers=kept.answers,
        version=kept.version,
        saved_at=kept.saved_at,
        expires_at=kept.expires_at,
    )
