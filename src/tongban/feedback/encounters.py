"""Opening encounters: by the event of a decided case, or on the spot when a party asks first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tongban.cases.api import CaseNotFound, CaseState, CaseView, PartyRole, case
from tongban.feedback.models import Encounter
from tongban.feedback.views import EncounterKind
from tongban.kernel.actor import Actor
from tongban.reception.api import AskView

_RATEABLE = frozenset({CaseState.APPROVED, CaseState.DENIED, CaseState.NOT_ACCEPTED})


def encounter_id_of(case_id: str) -> str:
    """One case, one encounter: the id follows from the case's."""
    return f"encounter_{case_id.partition('_')[2]}"


def case_id_of(encounter_id: str) -> str:
    """The case an encounter id belongs to, if it is one of a case."""
    return f"case_{encounter_id.partition('_')[2]}"


def encounter_of_case(
    *, case_id: str, subject_id: str, item_code: str, agency_code: str, region: str, now: datetime
) -> Encounter:
    """The encounter of a decided case, not written yet."""
    return Encounter(
        id=encounter_id_of(case_id),
        kind=EncounterKind.CASE.value,
        case_id=case_id,
        subject_id=subject_id,
        item_code=item_code,
        agency_code=agency_code,
        region=region,
        opened_at=now,
    )


def encounter_of_visit(ask: AskView) -> Encounter:
    """The encounter of a visit to a window, not written yet; its id follows from the sitting's."""
    return Encounter(
        id=encounter_id_of(ask.sitting_id),
        kind=EncounterKind.VISIT.value,
        case_id=ask.case_id,
        subject_id=ask.subject_id,
        item_code=ask.item_code,
        agency_code=ask.agency_code,
        region=ask.region,
        opened_at=ask.asked_at,
    )


def open_all(encounters: Iterable[Encounter]) -> None:
    """Whoever comes first opens it the same way; a second opening changes nothing."""
    Encounter.objects.bulk_create(encounters, ignore_conflicts=True)


def rateable_case(actor: Actor, case_id: str) -> CaseView | None:
    """The decided case, if this actor is of its party."""
    try:
        view = case(actor, case_id)
    except CaseNotFound:
        return None
    return view if view.state in _RATEABLE else None


def applicant_of(view: CaseView) -> str:
    """The subject the case is about to be rated by."""
    return next(p.subject_id for p in view.parties if p.role is PartyRole.APPLICANT)
