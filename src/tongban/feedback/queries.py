"""Reading ratings: one's own invitation, and public counts per item and agency."""

from __future__ import annotations

from collections import Counter

from django.db.models import QuerySet

from tongban.feedback import policies
from tongban.feedback.domain.summary import summarise
from tongban.feedback.encounters import applicant_of, encounter_id_of, rateable_case
from tongban.feedback.models import Encounter, Rating
from tongban.feedback.views import (
    EncounterKind,
    InvitationView,
    RatingSummary,
    RatingView,
    Satisfaction,
)
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal_many


def invitation_for_case(actor: Actor, case_id: str) -> InvitationView | None:
    """The invitation to rate a decided case, with what was rated; None when there is none.

    Only for the party of the case; there at once when the case is decided, before any job ran.
    """
    view = rateable_case(actor, case_id)
    if view is None or not policies.may_rate(actor, applicant_of(view)):
        return None
    encounter_id = encounter_id_of(case_id)
    row = Encounter.objects.filter(id=encounter_id).order_by("id").first()
    ratings = _ratings(encounter_id, applicant_of(view))
    number = row.round if row else 1
    return InvitationView(
        encounter_id=encounter_id,
        kind=EncounterKind.CASE,
        case_id=case_id,
        item_code=view.item_code,
        agency_code=view.agency_code,
        opened_at=row.opened_at if row else view.steps[-1].at,
        round=number,
        open=all(rating.round != number for rating in ratings),
        ratings=ratings,
    )


def ratings_of_item(item_code: str) -> RatingSummary:
    """Public counts of an item's first ratings, with how many never answered."""
    return _summary(Encounter.objects.filter(item_code=item_code).order_by("id"))


def ratings_of_agency(agency_code: str) -> RatingSummary:
    """Public counts of an agency's first ratings, with how many never answered."""
    return _summary(Encounter.objects.filter(agency_code=agency_code).order_by("id"))


def _summary(encounters: QuerySet[Encounter]) -> RatingSummary:
    rows = (
        Rating.objects.filter(encounter__in=encounters)
        .order_by("encounter_id", "round")
        .values_list("encounter_id", "round", "level")
    )
    first: dict[str, Satisfaction] = {}
    again: list[tuple[Satisfaction, Satisfaction]] = []
    for encounter_id, number, level in rows:
        if number == 1:
            first[encounter_id] = Satisfaction(level)
        elif encounter_id in first:
            again.append((first[encounter_id], Satisfaction(level)))
    return summarise(encounters.count(), Counter(first.values()), again)


def _ratings(encounter_id: str, subject_id: str) -> tuple[RatingView, ...]:
    rows = list(Rating.objects.filter(encounter_id=encounter_id).order_by("round"))
    written = [row for row in rows if row.writing is not None]
    opened = unseal_many([(subject_id, bytes(row.writing or b"")) for row in written])
    words = {
        row.id: plain.decode() if plain is not None else ""
        for row, plain in zip(written, opened, strict=True)
    }
    return tuple(
        RatingView(
            row.round, Satisfaction(row.level), tuple(row.tags), words.get(row.id, ""), row.rated_at
        )
        for row in rows
    )
