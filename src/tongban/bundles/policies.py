"""may(actor, verb, bundle case): whom it is for, and who signed it for them."""

from __future__ import annotations

from tongban.bundles.models import BundleCase
from tongban.kernel.actor import Actor, ActorKind


def may_see(actor: Actor, row: BundleCase) -> bool:
    """Whom it is for, whoever acts for them now, who signed it, and services."""
    return actor.kind is ActorKind.SERVICE or may_change(actor, row)


def may_change(actor: Actor, row: BundleCase) -> bool:
    """Take a step up again or withdraw: whom it is for, or who signed it; never an officer."""
    if actor.kind not in (ActorKind.PERSON, ActorKind.FIRM_AGENT):
        return False
    return actor.acts_for == row.applicant_id or actor.subject_id == row.signer_id
