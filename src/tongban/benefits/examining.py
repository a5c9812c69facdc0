"""Look at one person 比对: ask the sources, run the table, offer the benefit when it is due."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from tongban.benefits import events
from tongban.benefits.domain.weighing import Finding, weigh
from tongban.benefits.models import Benefit, Choice
from tongban.benefits.recording import move, tell
from tongban.benefits.telling import tell_of_offer
from tongban.benefits.views import BenefitState, PolicyView, Way
from tongban.decisions.api import FactSource, Outcome, decide, table_in_force
from tongban.elements.api import SourcedValue, look_up
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Calendar, due_at
from tongban.kernel.ids import new_id
from tongban.ledger.api import seal

MACHINE = Actor.system("benefits")


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look: ``offered`` is the benefit's id where one was made."""

    count: str
    offered: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the sources said, by element; ``passed_over`` is the count of who is not asked about."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, FactSource] = field(default_factory=dict)
    passed_over: str = ""


def ask(policy: PolicyView, period: str, subject_id: str, now: datetime) -> Heard:
    """Ask the sources what the table of a policy needs to know, with evidence of the look.

    Sources may be far away and take seconds: no transaction may be open. Who declined, or has the
    benefit of this period, is not looked up at all.
    """
    choice = _choice(policy, subject_id)
    if choice is not None and not choice.accepts:
        return Heard(passed_over="declined")
    if _standing(policy, period, subject_id):
        return Heard(passed_over="standing")
    wanted = (*table_in_force(policy.table_code).element_ids, policy.account_element)
    found = look_up(
        actor=MACHINE,
        subject_id=subject_id,
        element_ids=dict.fromkeys(wanted),
        item_code=policy.item_code,
        purpose=policy.article,
        case_id=None,
        now=now,
    )
    known = [value for value in found if not value.silent]
    return Heard(
        {value.element_id: value.value for value in known},
        {value.element_id: _source(value) for value in known},
    )


def examine(
    policy: PolicyView, period: str, subject_id: str, heard: Heard, now: datetime
) -> Looked:
    """One person, one policy, one period, in one transaction, by what ``ask`` heard.

    The count it belongs to: ``offered``, ``not_due``, ``unknown``, ``declined``, ``standing``.
    """
    if heard.passed_over:
        return Looked(heard.passed_over)
    if _standing(policy, period, subject_id):
        return Looked("standing")
    choice = _choice(policy, subject_id)
    if choice is not None and not choice.accepts:
        return Looked("declined")  # while the sources were asked
    with transaction.atomic():
        calendar = calendar_of()
        account = str(heard.facts.get(policy.account_element) or "")
        receipt = decide(
            table_code=policy.table_code,
            facts=heard.facts,
            sources=heard.sources,
            now=now,
            today=_asked_about(policy, period, calendar.local_date(now)),
        )
        fired = [row for row, held in receipt.trace if held]
        passed = receipt.outcome is Outcome.PASS
        finding, amount = weigh(passed, fired, dict(policy.amounts), account)
        if finding is not Finding.DUE or amount is None:
            return Looked(finding.value.replace("-", "_"))
        row = Benefit(
            id=new_id("benefit"),
            policy_code=policy.code,
            policy_version=policy.version,
            period=period,
            subject_id=subject_id,
            agency_code=policy.agency_code,
            state=BenefitState.OFFERED.value,
            amount=amount.amount,
            currency=amount.currency,
            account=seal(subject_id, account.encode()),
            receipt=seal(subject_id, _packed(receipt.to_json())),
            offered_at=now,
            answer_by=_answer_by(policy, now, calendar),
        )
        row.save(force_insert=True)
        tell(row, events.BENEFIT_OFFERED, MACHINE, now, {"article": str(policy.article)})
        tell_of_offer(row, policy, now)
        if choice is not None and policy.way is Way.CONSENT:
            move(row, BenefitState.DUE, events.BENEFIT_DUE, MACHINE, now)
    return Looked("offered", row.id)


def _asked_about(policy: PolicyView, period: str, today: date) -> date:
    """The day the table sees as today: of a rule from next month, the eve of the period."""
    if not policy.from_next_month:
        return today
    return date.fromisoformat(f"{period}-01") - timedelta(days=1)


def _choice(policy: PolicyView, subject_id: str) -> Choice | None:
    said = Choice.objects.filter(policy_code=policy.code, subject_id=subject_id)
    return said.order_by("id").first()


def _standing(policy: PolicyView, period: str, subject_id: str) -> bool:
    return Benefit.objects.filter(
        policy_code=policy.code, period=period, subject_id=subject_id
    ).exists()


def _source(value: SourcedValue) -> FactSource:
    code = value.source.code if value.source else ""
    return FactSource(code, value.as_of.isoformat() if value.as_of else "")


def _answer_by(policy: PolicyView, now: datetime, calendar: Calendar) -> datetime:
    return due_at(now, policy.answer_within, calendar)


def _packed(receipt: dict[str, Any]) -> bytes:
    return json.dumps(receipt, ensure_ascii=False, sort_keys=True).encode()
