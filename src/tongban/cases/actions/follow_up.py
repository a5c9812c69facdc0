"""What was promised at an acceptance 容缺受理: it comes, or an officer decides and tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongban.cases import policies
from tongban.cases.checks import need_words
from tongban.cases.domain.events import APPLICANT, CertificateIssued, Event
from tongban.cases.domain.follow_events import FollowLapsed, FollowWaived, MaterialFollowed
from tongban.cases.domain.following import may_lapse
from tongban.cases.domain.status import Status
from tongban.cases.dossier import Words, open_all
from tongban.cases.models import Case
from tongban.cases.officer import locked, post_for, status_of
from tongban.cases.promise_refusals import PromiseStillRuns
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import CaseChanged, CaseNotFound
from tongban.cases.results import issue_result
from tongban.cases.supplying import add_materials
from tongban.cases.views.case import CaseView
from tongban.cases.views.state import CaseState
from tongban.cases.writing import Said, append
from tongban.catalogue.api import item_by_version
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor, Post


def supply_promised(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    material_blobs: Mapping[str, str],
    now: datetime,
) -> CaseView:
    """Hand in what was promised: blobs by material code, also after the day while it is open.

    A result that only waited for it is issued in the same transaction. Refuses CaseNotFound (not a
    party), CaseChanged, StepNotPossible (nothing was promised), MaterialsMissing.
    """
    with transaction.atomic():
        case = locked(case_id)
        if not policies.is_party(actor, case):
            raise CaseNotFound
        status = _at(case, expected_version, now)
        came = tuple(sorted(status.awaited & material_blobs.keys()))
        add_materials(actor, case, {code: material_blobs[code] for code in came})
        event = MaterialFollowed(at=now, by=APPLICANT, materials=came)
        _say(case, status, event, None, actor=actor, post=None, now=now)
    return read_case(actor, case_id, now)


def waive_promised(
    *, actor: Actor, case_id: str, expected_version: int, reason: str, now: datetime
) -> CaseView:
    """Go on without it, for a reason the applicant reads; by who may decide the case.

    Refuses WordsMissing, NotYourTask, CaseNotFound, CaseChanged, StepNotPossible.
    """
    need_words(reason, "reason")
    with transaction.atomic():
        case = locked(case_id)
        post = post_for(actor, "waive_promised", case, case.current_agency)
        status = _at(case, expected_version, now)
        event = FollowWaived(at=now, by=case.current_agency)
        _say(case, status, event, Words(opinion=reason), actor=actor, post=post, now=now)
    return read_case(actor, case_id, now)


def end_unsupplied(
    *, actor: Actor, case_id: str, expected_version: int, reason: str, now: datetime
) -> CaseView:
    """End a case whose promise was not kept: it counts as withdrawn, and the reason is told.

    Only after the promised day, by an officer who may decide; they may apply anew. Refuses
    WordsMissing, PromiseStillRuns, NotYourTask, CaseNotFound, CaseChanged, StepNotPossible.
    """
    need_words(reason, "reason")
    with transaction.atomic():
        case = locked(case_id)
        post = post_for(actor, "end_unsupplied", case, case.current_agency)
        status = _at(case, expected_version, now)
        event = FollowLapsed(at=now, by=case.current_agency)
        if status.awaited and not may_lapse(status, event):
            raise PromiseStillRuns
        _say(case, status, event, Words(opinion=reason), actor=actor, post=post, now=now)
    return read_case(actor, case_id, now)


def _at(case: Case, version: int, now: datetime) -> Status:
    if case.version != version:
        raise CaseChanged
    return status_of(case, now, calendar_of())


def _say(
    case: Case,
    status: Status,
    event: Event,
    words: Words | None,
    *,
    actor: Actor,
    post: Post | None,
    now: datetime,
) -> None:
    """Append the event, and issue a result that only waited for it."""
    calendar = calendar_of()
    said = [Said(event, words)]
    after = append(case, status, said, actor=actor, post=post, calendar=calendar, now=now)
    waited = after.state is CaseState.APPROVED and not after.awaited and not after.certificate_ids
    if not waited:
        return
    dossier, _ = open_all(case, [])
    item = item_by_version(case.item_version_id)
    certificate = issue_result(case, item, dossier, now, today=calendar.local_date(now))
    if certificate is not None:
        made = CertificateIssued(at=now, by=case.deciding_agency, certificate_id=certificate.id)
        append(case, after, [Said(made)], actor=actor, post=post, calendar=calendar, now=now)
