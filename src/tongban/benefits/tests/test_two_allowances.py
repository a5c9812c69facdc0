"""残疾人两项补贴 by the province's own content: who is told, and of how much."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.province import province

from tongban.benefits.api import my_benefits
from tongban.benefits.examining import ask, examine
from tongban.benefits.published_policies import policy
from tongban.elements.api import RegisterRowInput, elements, put_register_rows
from tongban.identity.tests.factories import a_person
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind, Assurance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
__all__ = ["province"]
SYSTEM = Actor.system("tests")
CARE, LIVING = "zhongdu-canji-huli", "kunnan-canji-shenghuo"


def somebody(**facts: str | bool) -> Actor:
    """A person of whom the registers hold these facts besides being alive and having a card."""
    now, person = timezone.now(), a_person("欧阳示例")
    known: dict[str, str | bool] = {
        "person.alive": True,
        "person.card.bank_account": "6200000000000001234",
        "person.disability.level": facts.get("level", "level-2"),
        "person.disability.certificate_valid_until": facts.get("until", "2099-06-30"),
        "person.disability.long_care": facts.get("care", True),
        "person.low_income.status": facts.get("income", "minimum-living"),
    }
    by_source: dict[str, dict[str, str | int | bool | None]] = defaultdict(dict)
    for element_id, view in elements(tuple(known)).items():
        by_source[view.source_code or ""][element_id] = known[element_id]
    for source_code, values in by_source.items():
        rows = [RegisterRowInput(person.id, values, now)]
        put_register_rows(actor=SYSTEM, source_code=source_code, rows=rows, now=now)
    return Actor(
        ActorKind.PERSON, subject_id=person.id, account_id="account_1", assurance=Assurance.L4
    )


def told(who: Actor) -> dict[str, Decimal]:
    """What both policies of this month offer."""
    now = timezone.now()
    for code in (CARE, LIVING):
        period, subject_id = f"{local_date(now):%Y-%m}", who.subject_id or ""
        heard = ask(policy(code), period, subject_id, now)
        examine(policy(code), period, subject_id, heard, now)
    return {each.policy.code: each.amount.amount for each in my_benefits(who).items}


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({}, {CARE: "150.00", LIVING: "120.00"}),
        ({"level": "level-1", "income": "none"}, {CARE: "200.00"}),
        ({"level": "level-3"}, {LIVING: "120.00"}),
        ({"care": False}, {LIVING: "120.00"}),
        ({"level": "none"}, {}),
        ({"until": "2020-01-01"}, {}),
    ],
)  # fmt: skip
def test_each_allowance_goes_to_whom_its_article_names(
    facts: dict[str, str | bool], due: dict[str, str]
):
    assert told(somebody(**facts)) == {code: Decimal(amount) for code, amount in due.items()}
