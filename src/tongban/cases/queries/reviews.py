"""Decisions of rules that wait for a person to look again."""

from __future__ import annotations

from tongban.cases import policies
from tongban.cases.models import Review
from tongban.cases.records import ReviewRow
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_MOST = 200


def open_reviews(actor: Actor) -> tuple[ReviewRow, ...]:
    """Reviews of the actor's agencies and regions, the oldest first, at most 200.

    Empty for who holds no post.
    """
    rows = Review.objects.filter(
        answered_at__isnull=True, case__current_agency__in=actor.agencies
    ).select_related("case")
    return tuple(
        ReviewRow(
            case_id=row.case_id,
            number=row.case.number,
            title=Text.from_mapping(row.case.title),
            drawn=bool(row.day),
            opened_at=row.opened_at,
        )
        for row in rows.order_by("opened_at", "id")[:_MOST]
        if policies.may_see(actor, row.case)
    )
