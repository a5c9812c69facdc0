"""Say why a clock ran out 超期说明: the cause is published, the words are for the applicant."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.checks import need_words
from tongban.cases.domain.events import Deadline, LatenessExplained
from tongban.cases.domain.lateness import LateCause, unexplained
from tongban.cases.dossier import Words
from tongban.cases.history import bearing_events
from tongban.cases.officer import locked, say_after
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import NothingToExplain
from tongban.cases.views.case import CaseView
from tongban.kernel.actor import Actor


def explain_lateness(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    deadline: Deadline,
    cause: LateCause,
    reason: str,
    now: datetime,
) -> CaseView:
    """Give the cause of a clock that ran out, while the case runs or after it closed.

    ``cause`` is published with the lateness, ``reason`` is read by the applicant. Refuses
    WordsMissing, NothingToExplain (that clock did not run out, or its reason is told), NotYourTask,
    CaseNotFound, CaseChanged, StepNotPossible. Source: 优化营商环境条例 36.
    """
    need_words(reason, "reason")
    with transaction.atomic():
        case = locked(case_id)
        event = LatenessExplained(
            at=now, by=case.current_agency, deadline=deadline, cause=cause.value
        )
        missed = unexplained(bearing_events(case))
        say_after(
            event,
            Words(opinion=reason),
            actor=actor,
            verb="explain_lateness",
            case=case,
            version=expected_version,
            now=now,
        )
        if deadline not in missed:
            raise NothingToExplain
    return read_case(actor, case_id, now)
