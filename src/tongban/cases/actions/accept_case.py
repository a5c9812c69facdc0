"""Accept 受理, or refuse acceptance 不予受理."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tongban.cases.charging import payment_asked
from tongban.cases.checks import need_articles, need_words
from tongban.cases.domain.events import AcceptanceRefused, Accepted
from tongban.cases.dossier import Words
from tongban.cases.officer import append_act, hand_on, take_in_hand
from tongban.cases.queries.cases import case as read_case
from tongban.cases.views.case import CaseView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef


def accept_case(*, actor: Actor, case_id: str, expected_version: int, now: datetime) -> CaseView:
    """Accept the application; the promise clock starts, or stands still until a fee is paid.

    The task stays with an officer who may decide it; from a clerk's hands it returns to the queue.

    Refuses CaseNotFound, NotYourTask, CaseChanged, TaskHeldByOther, StepNotPossible.
    Source: 行政许可法 32.
    """
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="accept_case",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        event = Accepted(at=now, by=hand.case.current_agency)
        status = append_act(hand, event, actor=actor, now=now)
        asked = payment_asked(hand.case, actor, hand.calendar, now)
        if asked is not None:
            append_act(replace(hand, status=status), asked, actor=actor, now=now)
        hand_on(hand, actor, "decide_case")
    return read_case(actor, case_id, now)


def refuse_acceptance(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    reason: str,
    articles: Sequence[ArticleRef],
    now: datetime,
) -> CaseView:
    """Say that the matter is not for this office or needs no approval, with reason and article.

    Refuses WordsMissing besides what ``accept_case`` refuses. Source: 行政许可法 32(1)(2).
    """
    need_words(reason, "reason")
    need_articles(articles)
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="refuse_acceptance",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        event = AcceptanceRefused(
            at=now, by=hand.case.current_agency, articles=tuple(map(str, articles))
        )
        append_act(hand, event, Words(opinion=reason), actor=actor, now=now)
    return read_case(actor, case_id, now)
