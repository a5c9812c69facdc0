"""Give an opinion 审查意见; decide 决定: approve and issue, or deny with remedies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tongban.cases.charging import need_fee_settled
from tongban.cases.checks import need_articles, need_words
from tongban.cases.domain.events import Approved, CertificateIssued, Denied, Event, OpinionGiven
from tongban.cases.domain.hearings import holds_up_decision
from tongban.cases.domain.status import Status
from tongban.cases.dossier import Words, open_all
from tongban.cases.hearing_refusals import HearingPending
from tongban.cases.officer import InHand, append_act, take_in_hand
from tongban.cases.promised_materials import need_promised
from tongban.cases.queries.cases import case as read_case
from tongban.cases.results import issue_result
from tongban.cases.telling import tell_decision
from tongban.cases.views.case import CaseView
from tongban.catalogue.api import item_by_version
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.article import ArticleRef


def give_opinion(
    *, actor: Actor, case_id: str, expected_version: int, opinion: str, now: datetime
) -> CaseView:
    """A reviewer's opinion before the decision.

    Refuses WordsMissing and what ``accept_case`` refuses.
    """
    need_words(opinion, "opinion")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="give_opinion",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        duty = Duty.APPROVER if Duty.APPROVER in hand.post.duties else Duty.REVIEWER
        event = OpinionGiven(at=now, by=hand.case.current_agency, duty=duty.value)
        append_act(hand, event, Words(opinion=opinion), actor=actor, now=now)
    return read_case(actor, case_id, now)


def decide_case(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    approve: bool,
    opinion: str,
    articles: Sequence[ArticleRef],
    now: datetime,
) -> CaseView:
    """Approve (the certificate is issued in the same transaction) or deny with reasons and law.

    A denial always tells the remedies. Refuses WordsMissing (denial without reasons or article),
    HearingPending (it may still be asked for, or is to be held), FeeNotPaid (approving while a fee
    is neither paid nor waived), PromisedNotThere (approving before a promised material is there,
    unless only the hand-over waits for it), and what ``accept_case`` refuses.
    Source: 行政许可法 38, 39, 48; 行政复议法 20; 行政诉讼法 46.
    """
    need_words(opinion, "opinion")
    if not approve:
        need_articles(articles)
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="decide_case",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        if holds_up_decision(hand.status.hearing, now, hand.calendar):
            raise HearingPending
        if approve:
            need_fee_settled(hand.case)
            need_promised(hand.case, hand.status)
        cited = tuple(map(str, articles))
        by = hand.case.current_agency
        decided: Event = (
            Approved(at=now, by=by, articles=cited)
            if approve
            else Denied(at=now, by=by, articles=cited)
        )
        # The law of steps speaks before anything is issued.
        status = append_act(hand, decided, Words(opinion=opinion), actor=actor, now=now)
        if approve and not status.awaited:
            _issue(hand, actor, status, now)
        tell_decision(hand.case, approve, now)
    return read_case(actor, case_id, now)


def _issue(hand: InHand, actor: Actor, status: Status, now: datetime) -> None:
    dossier, _ = open_all(hand.case, [])
    item = item_by_version(hand.case.item_version_id)
    today = hand.calendar.local_date(now)
    certificate = issue_result(hand.case, item, dossier, now, today=today)
    if certificate is None:
        return
    event = CertificateIssued(at=now, by=hand.case.deciding_agency, certificate_id=certificate.id)
    append_act(replace(hand, status=status), event, actor=actor, now=now)
