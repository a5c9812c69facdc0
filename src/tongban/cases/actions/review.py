"""A person looks again at what rules decided: asked for, drawn by lot, answered."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction

from tongban.cases import policies
from tongban.cases.checks import need_words
from tongban.cases.domain.events import APPLICANT, RULES, SYSTEM
from tongban.cases.domain.review_events import ReviewAnswered, ReviewAsked, ReviewDrawn
from tongban.cases.domain.reviews import in_sample, is_open, may_ask
from tongban.cases.dossier import Words
from tongban.cases.history import bearing_events
from tongban.cases.models import Case, CaseEvent, Review
from tongban.cases.officer import locked, say_after, status_of
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import CaseChanged, CaseNotFound, NothingToReview
from tongban.cases.views.case import CaseView
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor

_MOST_DRAWN = 500


def ask_for_review(
    *, actor: Actor, case_id: str, expected_version: int, reason: str, now: datetime
) -> CaseView:
    """The applicant asks for a person to look at what rules decided; once per case.

    Refuses WordsMissing, CaseNotFound, CaseChanged, NothingToReview (a person decided, or it was
    asked before), StepNotPossible. Source: 个人信息保护法 24.
    """
    need_words(reason, "reason")
    with transaction.atomic():
        case = locked(case_id)
        if not policies.is_party(actor, case):
            raise CaseNotFound
        if case.version != expected_version:
            raise CaseChanged
        if not may_ask(bearing_events(case)):
            raise NothingToReview
        calendar = calendar_of()
        append(
            case,
            status_of(case, now, calendar),
            [Said(ReviewAsked(at=now, by=APPLICANT), Words(opinion=reason))],
            actor=actor,
            post=None,
            calendar=calendar,
            now=now,
        )
        Review.objects.create(case=case, day="", opened_at=now)
    return read_case(actor, case_id, now)


def answer_review(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    right: bool,
    finding: str,
    now: datetime,
) -> CaseView:
    """Say whether the rules decided rightly, and what was found; the applicant reads it.

    The certificate of a wrong decision is dealt with by its own verbs. Refuses WordsMissing,
    NothingToReview (none is open), NotYourTask, CaseNotFound, CaseChanged.
    """
    need_words(finding, "finding")
    with transaction.atomic():
        case = locked(case_id)
        stood = bearing_events(case)
        say_after(
            ReviewAnswered(at=now, by=case.current_agency, right=right),
            Words(opinion=finding),
            actor=actor,
            verb="answer_review",
            case=case,
            version=expected_version,
            now=now,
        )
        if not is_open(stood):
            raise NothingToReview
        Review.objects.filter(case=case, answered_at__isnull=True).update(answered_at=now)
    return read_case(actor, case_id, now)


def draw_reviews(now: datetime) -> int:
    """Draw yesterday's sample of what rules decided, one in fifty; how many were drawn.

    The draw can be repeated by anybody from the day and the case id (``domain/reviews.py``). At
    most 500 a day. Safe to repeat. Source: the sample audit that 秒批 needs beside its rules.
    """
    calendar = calendar_of()
    yesterday = calendar.local_date(now) - timedelta(days=1)
    begins = datetime.combine(yesterday, time.min, calendar.tz)
    decided = CaseEvent.objects.filter(
        kind="Approved", by=RULES, at__gte=begins, at__lt=begins + timedelta(days=1)
    )
    day = yesterday.isoformat()
    ids = decided.order_by("case_id").values_list("case_id", flat=True)
    drawn = [case_id for case_id in ids.iterator() if in_sample(case_id, day)][:_MOST_DRAWN]
    standing = Review.objects.filter(case_id__in=drawn, day=day).order_by("case_id")
    known = set(standing.values_list("case_id", flat=True))
    return sum(_draw(case_id, day, now) for case_id in drawn if case_id not in known)


def _draw(case_id: str, day: str, now: datetime) -> int:
    with transaction.atomic():
        case = Case.objects.select_for_update().get(id=case_id)
        _, made = Review.objects.get_or_create(case=case, day=day, defaults={"opened_at": now})
        if not made:
            return 0
        calendar = calendar_of()
        append(
            case,
            status_of(case, now, calendar),
            [Said(ReviewDrawn(at=now, by=SYSTEM, day=day))],
            actor=Actor.system("cases-sample"),
            post=None,
            calendar=calendar,
            now=now,
        )
        return 1
