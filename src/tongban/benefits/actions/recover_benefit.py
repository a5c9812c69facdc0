"""Recover a benefit paid wrongly 追回: with article and reasons, by a payment notice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.benefits import events, policies
from tongban.benefits.models import Benefit
from tongban.benefits.published_policies import policy
from tongban.benefits.queries import benefit_view
from tongban.benefits.recording import locked, move
from tongban.benefits.refusals import BenefitNotForYou, BenefitNotFound, WordsNeeded
from tongban.benefits.views import BenefitState, BenefitView
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span, SpanUnit, due_at
from tongban.kernel.money import Money
from tongban.kernel.text import Text
from tongban.ledger.api import seal
from tongban.payments.api import (
    ChargeLine,
    NoticeState,
    cancel_notice_about,
    issue_notice,
    notice_about,
    refund_notice,
)

MAX_WORDS = 500
_NOT_DUE = "异议成立，追回撤销，已退回的款项退还。"
# As long as the law gives to ask for reconsideration (行政复议法 20): nobody pays before that.
PAY_BACK_WITHIN = Span(60, SpanUnit.NATURAL_DAY)


def recover_benefit(
    *, actor: Actor, benefit_id: str, article: ArticleRef, words: str, now: datetime
) -> BenefitView:
    """Ask a benefit back that was not due, with reasons the person reads and may object to.

    A payment notice over the same amount goes out; nothing is taken from later benefits. Refuses
    BenefitNotFound, BenefitNotForYou (approvers of the paying agency), WordsNeeded, StepNotOpen.
    """
    if not words.strip() or len(words) > MAX_WORDS:
        raise WordsNeeded
    with transaction.atomic():
        row = locked(benefit_id)
        if not policies.may_see(actor, row.subject_id, row.agency_code):
            raise BenefitNotFound
        if not policies.may_decide(actor, row.agency_code):
            raise BenefitNotForYou
        row.recovery_words = seal(row.subject_id, words.strip().encode())
        row.recovery_article = str(article)
        facts = {"article": str(article)}
        move(row, BenefitState.RECOVERING, events.RECOVERY_BEGUN, actor, now, facts)
        known = policy(row.policy_code, row.policy_version)
        title = Text.of(f"退回：{known.title.zh}（{row.period}）",
                        f"To pay back: {known.title.en} ({row.period})")  # fmt: skip
        issue_notice(
            actor=actor,
            about=recovery_of(row.id, row.version),
            payer_id=row.subject_id,
            agency_code=row.agency_code,
            region=known.region,
            lines=(ChargeLine(title, title, Money(row.amount, row.currency), article),),
            pay_by=due_at(now, PAY_BACK_WITHIN, calendar_of()),
            now=now,
            in_parts=True,
        )
    return benefit_view(row)


def withdraw_recovery(benefit_id: str, actor: Actor, now: datetime) -> None:
    """A recovery was wrong: nothing is to be paid back, and what was paid already is refunded.

    Silent when none is running.
    """
    row = locked(benefit_id)
    if row.state == BenefitState.RECOVERING.value:
        about = recovery_of(row.id, row.version)
        asked = notice_about(actor, about)
        if asked is not None and asked.state is NoticeState.PAID:
            refund_notice(
                actor=actor,
                notice_id=asked.id,
                article=ArticleRef.parse(row.recovery_article),
                reason=_NOT_DUE,
                now=now,
            )
        cancel_notice_about(actor=actor, about=about, now=now)
        move(row, BenefitState.PAID, events.RECOVERY_ENDED, actor, now, {"withdrawn": "true"})


def paid_back(about: str, now: datetime) -> None:
    """The payment notice of a recovery was paid: it is over."""
    benefit_id = benefit_of(about)
    row = Benefit.objects.select_for_update().filter(id=benefit_id).order_by("id").first()
    if row is not None and about == recovery_of(row.id, row.version):
        actor = Actor.system("benefits")
        move(row, BenefitState.RECOVERED, events.RECOVERY_ENDED, actor, now)


def recovery_of(benefit_id: str, version: int) -> str:
    """What the payment notice of a recovery is about; another recovery is another notice."""
    return f"recovery_{benefit_id.partition('_')[2]}_{version}"


def benefit_of(about: str) -> str:
    """The benefit a recovery's notice is about; an id of nothing for other notices."""
    return f"benefit_{about.partition('_')[2].rpartition('_')[0]}"
