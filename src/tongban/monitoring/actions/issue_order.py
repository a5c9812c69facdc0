"""Issue an order by hand 人工督办: what somebody who watches saw, with basis and deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tongban.agencies.api import AgencyUnknown, agency
from tongban.cases.api import watched_numbered
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.kernel.wording import faults_of_words
from tongban.laws.api import articles
from tongban.monitoring import faults
from tongban.monitoring.domain.orders import Move, OrderState
from tongban.monitoring.domain.rules import Level
from tongban.monitoring.models import Order
from tongban.monitoring.policies import issuing_post, may_issue
from tongban.monitoring.raising import PLATFORM, answer_by, write_move
from tongban.monitoring.refusals import NotYoursToIssue, OrderNotComplete

MOST_DAYS = 30


@dataclass(frozen=True, slots=True)
class _About:
    agency: str
    line: str
    region: str
    case_id: str = ""
    case_number: str = ""
    item_code: str = ""


def issue_order(
    *,
    actor: Actor,
    case_number: str,
    agency_code: str,
    article: ArticleRef | None,
    words: str,
    answer_days: int,
    token: str,
    now: datetime,
) -> str:
    """Order the agency that has a case, or an agency, to do what ``words`` say; the order's id.

    By ``case_number``, else ``agency_code``. A yellow card: answered within ``answer_days`` working
    days (1 to 30), judged and escalated like any other. ``words`` (up to 1000 characters) may hold
    no number of a person. The same ``token`` of the same account issues one order. For supervisors
    whose line or region reaches it, never those of the agency itself. Refuses NotYoursToIssue,
    OrderNotComplete. Source: 优化营商环境条例 (supervision by the government above), in summary.
    """
    if not may_issue(actor):
        raise NotYoursToIssue
    key, said = f"{actor.account_id}:{token}", words.strip()
    standing = Order.objects.filter(token=key).order_by("id").first()
    if standing is not None:
        return standing.id
    about = _about(case_number, agency_code)
    post = issuing_post(actor, about.agency, about.line, about.region) if about else None
    problems = [*_faults(case_number, post is not None, article, answer_days)]
    problems += faults_of_words(said, room="monitoring", missing=faults.UNSAID)
    if problems or about is None or post is None or article is None:
        raise OrderNotComplete(problems)
    row = Order(
        id=new_id("order"),
        level=Level.YELLOW.value,
        agency=about.agency,
        line=about.line,
        region=about.region,
        case_id=about.case_id,
        case_number=about.case_number,
        item_code=about.item_code,
        article=str(article),
        overseer=post.agency_code,
        answer_days=answer_days,
        todo=Text.of(said).to_mapping(),
        state=OrderState.OPEN.value,
        issued_at=now,
        due_at=answer_by(answer_days, now),
        token=key,
    )
    with transaction.atomic():
        Order.objects.bulk_create([row], ignore_conflicts=True)
        if Order.objects.filter(id=row.id).exists():
            write_move(
                row, Move.ISSUED, actor=actor, agency=post.agency_code, post=post.id, now=now
            )
    return Order.objects.get(token=key).id


def _about(case_number: str, agency_code: str) -> _About | None:
    if case_number.strip():
        case = watched_numbered(PLATFORM, case_number)
        if case is None:
            return None
        return _About(
            case.agency_code, case.line, case.region, case.id, case.number, case.item_code
        )
    try:
        known = agency(agency_code.strip())
    except AgencyUnknown:
        return None
    return _About(known.code, known.line, known.region)


def _faults(
    case_number: str, reached: bool, article: ArticleRef | None, answer_days: int
) -> list[Problem]:
    found = []
    if not reached:
        found.append(faults.NO_SUCH_CASE if case_number.strip() else faults.NO_SUCH_AGENCY)
    if article is None or article not in articles([article]):
        found.append(faults.NO_BASIS)
    if not 1 <= answer_days <= MOST_DAYS:
        found.append(faults.NO_DEADLINE)
    return found
