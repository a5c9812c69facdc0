"""How many cases stand where: for the console and the desk."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q

from tongban.cases.models import Case
from tongban.cases.views.state import CaseState
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.codes.division import region_prefix

_OVERSEEING = (Duty.OPERATOR, Duty.SUPERVISOR)


def case_counts(actor: Actor) -> Mapping[CaseState, int]:
    """Cases by state; states without cases are left out.

    All of them for operators, supervisors and the platform; for other officers those of their
    posts (agency and region); empty for everybody else.
    """
    cases = Case.objects.filter(_within(actor)) if not _sees_all(actor) else Case.objects.all()
    counted = cases.order_by("state").values_list("state").annotate(Count("id"))
    return {CaseState(state): count for state, count in counted}


def _sees_all(actor: Actor) -> bool:
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.kind is ActorKind.OFFICER and any(map(actor.has_duty, _OVERSEEING))


def _within(actor: Actor) -> Q:
    places = Q(pk__in=())
    for post in actor.posts:
        places |= Q(current_agency=post.agency_code, region__startswith=region_prefix(post.region))
    return places
