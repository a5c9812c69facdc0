"""When a mandate was used: the applications sent under it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max

from tongban.cases.models import Case
from tongban.identity.api import MandateView
from tongban.kernel.actor import Actor


def mandate_uses(actor: Actor, mandates: Iterable[MandateView]) -> dict[str, tuple[int, datetime]]:
    """How many applications were sent under each mandate, and when the last was; unused left out.

    Only for mandates the actor (or whom they act for) gave or holds.
    """
    me = {actor.acts_for, actor.subject_id} - {None}
    own = [each for each in mandates if {each.principal_id, each.agent_id} & me]
    rows = (
        Case.objects.filter(
            applicant_id__in={each.principal_id for each in own},
            mandate_id__in={each.id for each in own},
        )
        .values("mandate_id")
        .order_by("mandate_id")
        .annotate(times=Count("id"), last=Max("submitted_at"))
    )
    return {str(row["mandate_id"]): (row["times"], row["last"]) for row in rows}
