"""An order by hand 人工督办: with basis and deadline, once, within reach, then like any other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tongban.agencies.tests.factories import CODE
from tongban.cases.tests.factories import COMMITTED, a_house, a_resident, submit
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about
from tongban.monitoring.api import (
    Axis,
    Cause,
    Level,
    NotYoursToIssue,
    OrderNotComplete,
    OrderState,
    agencies_within,
    answer_order,
    escalate_orders,
    issue_order,
    judge_answer,
    order,
    orders,
    totals,
)
from tongban.monitoring.models import Order
from tongban.monitoring.tests.factories import (
    APPROVER,
    BLOCK,
    BLOCK_SUPERVISOR,
    BUREAU,
    CLERK,
    NOW,
    OTHER_LINE,
    OTHER_REGION,
    SUPERIOR,
    a_town,
    warned,
)

pytestmark = pytest.mark.django_db
BASIS = ArticleRef.parse("xuke-fa/42@2019-04-23")


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    a_town()
    monkeypatch.setattr(
        "tongban.monitoring.actions.issue_order.articles", lambda refs: dict.fromkeys(refs)
    )


def issued(actor: Actor = SUPERIOR, **given: Any) -> str:
    asked: dict[str, Any] = {
        "case_number": "", "agency_code": CODE, "article": BASIS, "answer_days": 3,
        "words": "窗口多次无人值守，请整改", "token": "press-1",
    }  # fmt: skip
    return issue_order(actor=actor, now=NOW, **(asked | given))


def test_it_is_issued_once_answered_judged_and_counted_beside_those_of_rules():
    warned()
    made = issued()
    assert issued() == made, "the same press"
    assert issued(BLOCK_SUPERVISOR) != made, "another's press"
    seen = order(APPROVER, made, NOW)
    assert (seen.by_hand, seen.article, seen.overseer) == (True, BASIS, BUREAU)
    assert seen.row.level is Level.YELLOW
    assert seen.todo.zh == "窗口多次无人值守，请整改"
    assert len(orders(APPROVER, now=NOW).items) == 3
    for axis in Axis:
        assert sum(each.orders for each in totals(SUPERIOR, axis, NOW)) == 3
    answer_order(
        actor=APPROVER, order_id=made, expected_version=1, cause=Cause.OVERSIGHT, words="已补岗",
        now=NOW,
    )  # fmt: skip
    judge_answer(
        actor=SUPERIOR, order_id=made, expected_version=2, accepted=True, words="", now=NOW
    )
    closed = order(SUPERIOR, made, NOW)
    assert closed.row.state is OrderState.CLOSED
    kinds = [leaf.kind for leaf in leaves_about(Actor.system("tests"), made)]
    assert kinds.count("monitoring.order-issued") == 1


def test_not_answered_it_is_escalated_as_others():
    made = issued()
    assert escalate_orders(NOW + timedelta(days=10)) == 1
    late = order(SUPERIOR, made, NOW + timedelta(days=10))
    assert late.row.level is Level.RED


@pytest.mark.parametrize("actor", [APPROVER, CLERK])
def test_only_supervisors_issue(actor: Actor):
    with pytest.raises(NotYoursToIssue):
        issued(actor)
    assert agencies_within(actor) == ()


@pytest.mark.parametrize("actor", [OTHER_LINE, OTHER_REGION])
def test_none_reaches_beyond_line_and_region(actor: Actor):
    with pytest.raises(OrderNotComplete) as told:
        issued(actor)
    assert [each.code for each in told.value.problems] == ["monitoring.agency_not_reached"]


def test_nobody_orders_their_own_agency():
    with pytest.raises(OrderNotComplete):
        issued(SUPERIOR, agency_code=BUREAU)
    assert {each.code for each in agencies_within(SUPERIOR)} == {CODE}
    assert BLOCK not in {each.code for each in agencies_within(BLOCK_SUPERVISOR)}


def test_everything_that_lacks_is_told_at_once_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("tongban.monitoring.actions.issue_order.articles", lambda refs: {})
    with pytest.raises(OrderNotComplete) as told:
        issued(case_number="no such", answer_days=31, words=" ")
    assert [each.where for each in told.value.problems] == [
        "case_number", "article", "answer_days", "words",
    ]  # fmt: skip
    with pytest.raises(OrderNotComplete):
        issued(words="请联系 19900001234")
    assert not Order.objects.exists()


def test_about_a_case_it_goes_to_the_agency_that_has_it(monkeypatch: pytest.MonkeyPatch):
    a_house(monkeypatch)
    case = submit(a_resident(), COMMITTED)
    monkeypatch.setattr(
        "tongban.monitoring.actions.issue_order.issuing_post",
        lambda actor, agency, line, region: actor.posts[0],
    )
    made = Order.objects.get(id=issued(BLOCK_SUPERVISOR, case_number=f" {case.number} "))
    assert (made.case_id, made.agency, made.item_code) == (
        case.id, case.agency_code, case.item_code,
    )  # fmt: skip
