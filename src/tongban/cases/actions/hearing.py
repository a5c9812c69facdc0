"""The hearing 听证: tell of the right to it, ask for it, announce it, hold it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from tongban.cases import policies
from tongban.cases.checks import need_words
from tongban.cases.domain.events import APPLICANT, SpecialProcedureEnded, SpecialProcedureStarted
from tongban.cases.domain.hearing_events import (
    HearingAnnounced,
    HearingAsked,
    HearingHeld,
    HearingOffered,
)
from tongban.cases.domain.hearings import PROCEDURE, faults_of_plan
from tongban.cases.domain.terms import ask_for_hearing_by
from tongban.cases.dossier import Words
from tongban.cases.hearing_refusals import HearingNotLawful
from tongban.cases.officer import append_act, locked, status_of, take_in_hand
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import CaseChanged, CaseNotFound
from tongban.cases.views.case import CaseView
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span, SpanUnit, working_days_between

_NOT_COUNTED = ArticleRef("xuke-fa", "45", "2019-04-23")


def offer_hearing(
    *, actor: Actor, case_id: str, expected_version: int, matter: str, now: datetime
) -> CaseView:
    """Tell the applicant that a hearing may be asked for within five working days, and on what.

    Until that time is over nothing may be decided. Refuses WordsMissing, and what ``accept_case``
    refuses. Source: 行政许可法 47.
    """
    need_words(matter, "matter")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="offer_hearing",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        event = HearingOffered(at=now, by=hand.case.current_agency)
        append_act(hand, event, Words(opinion=matter), actor=actor, now=now)
    return read_case(actor, case_id, now)


def ask_for_hearing(
    *, actor: Actor, case_id: str, expected_version: int, now: datetime
) -> CaseView:
    """The applicant asks for the hearing they were told of, within five working days.

    Refuses CaseNotFound, CaseChanged, HearingNotLawful (too late), StepNotPossible (not told of,
    or asked before). Source: 行政许可法 47.
    """
    with transaction.atomic():
        case = locked(case_id)
        if not policies.is_party(actor, case):
            raise CaseNotFound
        if case.version != expected_version:
            raise CaseChanged
        calendar = calendar_of()
        status = status_of(case, now, calendar)
        told = status.hearing.told_at
        if told is not None and now > ask_for_hearing_by(told, calendar):
            raise HearingNotLawful(())
        said = [Said(HearingAsked(at=now, by=APPLICANT))]
        append(case, status, said, actor=actor, post=None, calendar=calendar, now=now)
    return read_case(actor, case_id, now)


def announce_hearing(
    *, actor: Actor, case_id: str, expected_version: int, on: date, place: str, now: datetime
) -> CaseView:
    """Announce the hearing of ``on`` (a local day) with hour and place; the clock stops for it.

    Seven working days lie between; where it was asked for, it is held within twenty working days
    of that. Refuses WordsMissing, HearingNotLawful (with every fault), and what ``accept_case``
    refuses. Source: 行政许可法 45, 47, 48.
    """
    need_words(place, "place")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="announce_hearing",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        by = hand.case.current_agency
        announced = HearingAnnounced(at=now, by=by, on=on)
        faults = faults_of_plan(hand.status.hearing, announced, hand.calendar)
        if faults:
            raise HearingNotLawful(faults)
        length = Span(working_days_between(now, on, hand.calendar), SpanUnit.WORKING_DAY)
        status = append_act(hand, announced, Words(opinion=place), actor=actor, now=now)
        stopped = SpecialProcedureStarted(
            at=now, by=by, procedure=PROCEDURE, article=_NOT_COUNTED, planned=length
        )
        append_act(replace(hand, status=status), stopped, actor=actor, now=now)
    return read_case(actor, case_id, now)


def hold_hearing(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    public: bool,
    minutes: str,
    now: datetime,
) -> CaseView:
    """Record the hearing and its minutes, from the announced day on; the clock goes on.

    ``public`` is False only where a state or trade secret or privacy forbids it. The applicant
    reads the minutes, and the decision rests on them. Refuses WordsMissing, and what
    ``accept_case`` refuses. Source: 行政许可法 48.
    """
    need_words(minutes, "minutes")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="hold_hearing",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        by = hand.case.current_agency
        held = HearingHeld(at=now, by=by, public=public)
        status = append_act(hand, held, Words(opinion=minutes), actor=actor, now=now)
        ended = SpecialProcedureEnded(at=now, by=by, procedure=PROCEDURE)
        append_act(replace(hand, status=status), ended, actor=actor, now=now)
    return read_case(actor, case_id, now)
