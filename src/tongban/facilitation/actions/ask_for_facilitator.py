"""Ask for a facilitator 申请代办: free, voluntary, for a firm's project."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from tongban.bundles.api import BundleState, bundle, bundle_case
from tongban.facilitation.domain.engagement import EngagementState
from tongban.facilitation.events import FACILITATOR_ASKED
from tongban.facilitation.models import Engagement
from tongban.facilitation.queries import engagement_view
from tongban.facilitation.recording import note
from tongban.facilitation.refusals import ContactMissing, ProjectsOnly, StepNotOpen
from tongban.facilitation.views import EngagementView
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import new_id
from tongban.ledger.api import seal

_LONGEST = 100


def ask_for_facilitator(
    *, actor: Actor, bundle_case_id: str, contact: str, now: datetime
) -> EngagementView:
    """The firm asks for somebody who guides its project; asked again while one is open: the same.

    ``contact`` says how to reach the firm. Refuses BundleCaseNotFound of bundles, ProjectsOnly,
    ContactMissing, StepNotOpen (the project is over).
    """
    known = bundle_case(actor, bundle_case_id, now)
    view = bundle(known.bundle_code)
    if view.bundle.side != "firm" or actor.kind is not ActorKind.FIRM_AGENT or not actor.acts_for:
        raise ProjectsOnly
    said = contact.strip()
    if not said or len(said) > _LONGEST:
        raise ContactMissing
    if known.state in (BundleState.DONE, BundleState.WITHDRAWN):
        raise StepNotOpen
    standing = _open(bundle_case_id)
    if standing is not None:
        return engagement_view(actor, standing, now)
    row = Engagement(
        id=new_id("engagement"),
        bundle_case_id=bundle_case_id,
        number=known.number,
        bundle_code=known.bundle_code,
        subject_id=actor.acts_for,
        region=view.steps[0].item.region,
        state=EngagementState.ASKED.value,
        contact=seal(actor.acts_for, said.encode()),
        asked_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            note(row, FACILITATOR_ASKED, actor, now)
    except IntegrityError:
        standing = _open(bundle_case_id)
        if standing is None:
            raise
        row = standing
    return engagement_view(actor, row, now)


def _open(bundle_case_id: str) -> Engagement | None:
    rows = Engagement.objects.filter(bundle_case_id=bundle_case_id)
    return rows.exclude(state=EngagementState.CLOSED.value).order_by("id").first()
