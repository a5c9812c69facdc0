"""Reading benefits: one's own, an agency's, and the runs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db.models import Count, Sum

from tongban.benefits import policies
from tongban.benefits.models import Appeal, Benefit, Choice, Run
from tongban.benefits.published_policies import policy
from tongban.benefits.refusals import BenefitNotForYou, BenefitNotFound
from tongban.benefits.views import AppealView, BenefitState, BenefitView, RunView
from tongban.decisions.api import DecisionReceipt
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.ledger.api import unseal_many
from tongban.payments.api import notice_about, payout_about

_READER = Actor.system("benefits")
_MOST = 50
_WAS_PAID = (
    BenefitState.PAID.value, BenefitState.RECOVERING.value, BenefitState.RECOVERED.value,
)  # fmt: skip


def benefit(actor: Actor, benefit_id: str) -> BenefitView:
    """One benefit, for the person, who acts for them, and the paying agency.

    Refuses BenefitNotFound, also for everybody else.
    """
    row = Benefit.objects.filter(id=benefit_id).order_by("id").first()
    if row is None or not policies.may_see(actor, row.subject_id, row.agency_code):
        raise BenefitNotFound
    return benefit_view(row)


def my_benefits(actor: Actor, after: str | None = None, size: int = 20) -> Page[BenefitView]:
    """Benefits of whom the actor acts for, newest first; ``after`` is a benefit id."""
    size = min(max(size, 1), MAX_PAGE_SIZE)
    rows = Benefit.objects.filter(subject_id=actor.acts_for or "").order_by("-id")
    if after:
        rows = rows.filter(id__lt=after)
    found = list(rows[: size + 1])
    views = tuple(map(benefit_view, found[:size]))
    return Page(views, found[size - 1].id if len(found) > size else None)


def declined_policies(actor: Actor) -> frozenset[str]:
    """Codes of the policies to which the person the actor acts for has said no."""
    said = Choice.objects.filter(subject_id=actor.acts_for or "", accepts=False)
    return frozenset(said.order_by("id").values_list("policy_code", flat=True))


def my_appeals(actor: Actor) -> tuple[AppealView, ...]:
    """One's own objections with their answers, newest first, at most 50."""
    rows = Appeal.objects.filter(subject_id=actor.acts_for or "").order_by("-id")[:_MOST]
    return tuple(map(appeal_view, rows))


def agency_benefits(actor: Actor) -> tuple[BenefitView, ...]:
    """The newest benefits the actor's agencies pay, at most 50; empty for everybody else."""
    rows = Benefit.objects.filter(agency_code__in=actor.agencies).order_by("-id")[:_MOST]
    return tuple(map(benefit_view, rows))


def open_appeals(actor: Actor) -> tuple[AppealView, ...]:
    """Objections that wait for an answer of the actor's agencies, oldest first, at most 50."""
    rows = Appeal.objects.filter(agency_code__in=actor.agencies, answered_at__isnull=True)
    return tuple(map(appeal_view, rows.order_by("id")[:_MOST]))


def policy_runs(actor: Actor) -> tuple[RunView, ...]:
    """The newest runs with their counts, at most 50. Refuses BenefitNotForYou."""
    if not policies.may_watch(actor):
        raise BenefitNotForYou
    rows = list(Run.objects.order_by("-period", "policy_code")[:_MOST])
    paid = _paid({row.period for row in rows})
    none = (0, None)
    return tuple(_run_view(row, *paid.get((row.policy_code, row.period), none)) for row in rows)


def benefit_view(row: Benefit) -> BenefitView:
    """One benefit as a view (who may see it was asked before)."""
    account, receipt = unseal_many(
        (row.subject_id, bytes(sealed)) for sealed in (row.account, row.receipt)
    )
    recovering = row.state in (BenefitState.RECOVERING.value, BenefitState.RECOVERED.value)
    tail = row.id.partition("_")[2]
    step = row.version - (row.state == BenefitState.RECOVERED.value)
    return BenefitView(
        id=row.id,
        policy=policy(row.policy_code, row.policy_version),
        period=row.period,
        subject_id=row.subject_id,
        state=BenefitState(row.state),
        amount=Money(row.amount, row.currency),
        account_end=account.decode()[-4:] if account else "",
        receipt=DecisionReceipt.from_json(json.loads(receipt or b"{}")),
        offered_at=row.offered_at,
        answer_by=row.answer_by,
        ended_at=row.ended_at,
        payout=payout_about(_READER, row.id),
        recovery=notice_about(_READER, f"recovery_{tail}_{step}") if recovering else None,
        recovery_words=_words(row.subject_id, row.recovery_words),
        recovery_article=ArticleRef.parse(row.recovery_article) if row.recovery_article else None,
        version=row.version,
    )


def appeal_view(row: Appeal) -> AppealView:
    """One objection as a view (who may see it was asked before)."""
    return AppealView(
        id=row.id,
        policy=policy(row.policy_code),
        subject_id=row.subject_id,
        benefit_id=row.benefit_id,
        words=_words(row.subject_id, row.words),
        lodged_at=row.lodged_at,
        upheld=row.upheld,
        answer=_words(row.subject_id, row.answer),
        answered_at=row.answered_at,
    )


def _words(subject_id: str, sealed: bytes | memoryview | None) -> str:
    if sealed is None:
        return ""
    (plain,) = unseal_many([(subject_id, bytes(sealed))])
    return plain.decode() if plain else ""


def _paid(periods: Iterable[str]) -> dict[tuple[str, str], tuple[int, Money | None]]:
    rows = Benefit.objects.filter(period__in=sorted(periods), state__in=_WAS_PAID)
    counted = rows.order_by("policy_code", "period").values_list("policy_code", "period")
    return {
        (code, period): (count, Money(total))
        for code, period, count, total in counted.annotate(Count("id"), Sum("amount"))
    }


def _run_view(row: Run, paid_count: int, paid_sum: Money | None) -> RunView:
    return RunView(
        policy=policy(row.policy_code, row.policy_version),
        period=row.period,
        started_at=row.started_at,
        finished_at=row.finished_at,
        looked=row.looked,
        offered=row.offered,
        not_due=row.not_due,
        unknown=row.unknown,
        declined=row.declined,
        standing=row.standing,
        paid_count=paid_count,
        paid_sum=paid_sum or Money.zero(),
    )
