"""From what happened to a case, through the warning and its order, to the answer and its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.agencies.tests.factories import CODE
from tongban.cases.api import accept_case, append_deadlines
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
)
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about
from tongban.monitoring.actions.watch_ratings import note_bad_rating, settle_bad_rating
from tongban.monitoring.api import (
    AnswerNotComplete,
    Cause,
    NotYoursToAnswer,
    OrderMovedOn,
    OrderNotFound,
    OrderState,
    answer_order,
    escalate_orders,
    examine_case,
    judge_answer,
    order,
    orders,
    red_cards,
    warn_nearly_due,
    warn_unanswered_ratings,
    warnings,
)
from tongban.monitoring.domain.rules import Level
from tongban.monitoring.models import AgencyWarning, Order
from tongban.monitoring.tests.factories import (
    APPROVER,
    BLOCK,
    BLOCK_SUPERVISOR,
    BUREAU,
    CLERK,
    ITEM,
    NOW,
    OTHER_LINE,
    OTHER_REGION,
    SUPERIOR,
    a_rule,
    a_town,
    officer,
    warned,
)

pytestmark = pytest.mark.django_db
PLATFORM = Actor.system("tests")


def the_order() -> Order:
    return Order.objects.get()


def answered(version: int = 1, words: str = "已加派人手", actor: Actor = APPROVER) -> None:
    answer_order(
        actor=actor, order_id=the_order().id, expected_version=version, cause=Cause.WORKLOAD,
        words=words, now=NOW + timedelta(hours=1),
    )  # fmt: skip


def judged(accepted: bool, version: int, *, words: str = "", actor: Actor = SUPERIOR) -> None:
    judge_answer(
        actor=actor, order_id=the_order().id, expected_version=version, accepted=accepted,
        words=words, now=NOW + timedelta(hours=2),
    )  # fmt: skip


class TestOrders:
    @pytest.fixture(autouse=True)
    def town(self):
        a_town()
        assert warned() == 1

    def test_a_card_brings_one_order_to_the_line_however_often_it_is_found(self):
        assert [warned(), warned()] == [0, 0]
        issued = the_order()
        assert issued.overseer == BUREAU
        assert issued.due_at > NOW + timedelta(days=3) - timedelta(hours=12)
        kinds = [leaf.kind for leaf in leaves_about(PLATFORM, issued.id)]
        assert kinds == ["monitoring.order-issued"]

    def test_an_answer_is_sent_back_answered_again_and_accepted(self):
        answered()
        with pytest.raises(AnswerNotComplete):
            judged(False, 2)
        judged(False, 2, words="请写明责任岗位")
        answered(3, "窗口二岗负责，已改进")
        judged(True, 4)
        view = order(SUPERIOR, the_order().id, NOW)
        assert view.row.state is OrderState.CLOSED
        moves = [move.move.value for move in view.moves]
        assert moves == ["issued", "answered", "sent-back", "answered", "accepted"]
        assert (view.may_answer, view.may_judge) == (False, False)
        with pytest.raises(OrderMovedOn):
            answered(5)

    @pytest.mark.parametrize("actor", [SUPERIOR, CLERK])
    def test_only_an_approver_of_the_agency_answers(self, actor):
        with pytest.raises(NotYoursToAnswer):
            answered(actor=actor)

    def test_nobody_judges_the_answer_of_their_own_agency(self):
        answered()
        own = officer(Duty.SUPERVISOR, Duty.APPROVER, name="own")
        with pytest.raises(NotYoursToAnswer):
            judged(True, 2, actor=own)
        judged(True, 2, actor=BLOCK_SUPERVISOR)

    @pytest.mark.parametrize("actor", [OTHER_LINE, OTHER_REGION, Actor.anonymous()])
    def test_for_everybody_else_there_is_no_order(self, actor):
        with pytest.raises(OrderNotFound):
            order(actor, the_order().id, NOW)
        with pytest.raises(OrderNotFound):
            answered(actor=actor)
        assert orders(actor, now=NOW).items == ()
        assert warnings(actor) == ()

    @pytest.mark.parametrize("words", ["", "x" * 1001, "请联系13900001234"])
    def test_words_are_needed_short_and_without_numbers_of_persons(self, words):
        with pytest.raises(AnswerNotComplete):
            answered(words=words)
        assert the_order().version == 1

    def test_somebody_quicker_is_not_overwritten(self):
        answered()
        with pytest.raises(OrderMovedOn):
            answered()

    def test_unanswered_it_goes_up_twice_and_stays_late(self):
        assert escalate_orders(NOW) == 0
        moments = [NOW + timedelta(days=7 * week) for week in (1, 2, 3)]
        assert [escalate_orders(moment) for moment in moments] == [1, 1, 0]
        row = the_order()
        assert (row.overseer, row.level) == (BLOCK, Level.RED.value)
        assert order(APPROVER, row.id, moments[-1]).row.late
        (cards,) = red_cards(moments[-1])
        assert (cards.agency_code, cards.count, cards.causes) == (CODE, 1, ((None, 1),))

    def test_an_answered_order_is_not_taken_up(self):
        answered()
        assert escalate_orders(NOW + timedelta(days=7)) == 0


class TestCases:
    def test_a_reminder_brings_no_order(self):
        a_town(("overdue", "reminder"))
        warned()
        assert not Order.objects.exists()
        assert [row.order_id for row in warnings(CLERK)] == [""]

    def test_lateness_is_warned_of_when_the_outbox_tells_it(self, monkeypatch):
        a_house(monkeypatch)
        for sign in ("overdue", "not-looked-at", "overdue-by-law"):
            a_rule(sign, "reminder")
        case = submit(a_resident(), COMMITTED)
        append_deadlines(NOW + timedelta(days=60))
        drain(NOW + timedelta(days=60))
        raised = sorted(AgencyWarning.objects.values_list("rule_code", flat=True))
        assert raised == ["rule-not-looked-at", "rule-overdue", "rule-overdue-by-law"]
        assert examine_case(case_id=case.id, now=NOW + timedelta(days=61)) == 0
        assert set(AgencyWarning.objects.values_list("case_number", flat=True)) == {case.number}

    def test_an_instant_case_is_never_looked_at(self, monkeypatch):
        a_house(monkeypatch)
        a_rule("overdue")
        submit(a_resident(), INSTANT)
        seen: list[str] = []
        monkeypatch.setattr(
            "tongban.monitoring.handlers.examine_case",
            lambda **given: seen.append(given["case_id"]),
        )
        drain(NOW)
        assert seen == []

    def test_a_yellow_light_is_warned_of_once_though_the_sweep_goes_round(self, monkeypatch):
        a_house(monkeypatch)
        a_rule("nearly-due", "reminder")
        for _ in range(3):
            do(accept_case, an_officer(), submit(a_resident(), COMMITTED))
        assert warn_nearly_due(NOW + timedelta(hours=1)) == 0
        now = NOW + timedelta(days=5)  # Saturday; what is due on Monday is yellow
        monkeypatch.setattr("tongban.monitoring.actions.warn_nearly_due._AT_ONCE", 2)
        assert [warn_nearly_due(now) for _ in range(4)] == [2, 1, 0, 0]
        assert AgencyWarning.objects.count() == 3

    def test_a_bad_rating_is_warned_of_after_its_days_unless_it_was_answered(self):
        a_town(("rating-unanswered", "yellow"))
        for name in ("one", "two"):
            note_bad_rating(
                encounter_id=f"encounter_{name}", item_code=ITEM, agency_code=CODE, rated_at=NOW
            )
        settle_bad_rating(encounter_id="encounter_two")
        assert warn_unanswered_ratings(NOW + timedelta(days=4)) == 0
        later = NOW + timedelta(days=14)
        assert [warn_unanswered_ratings(later), warn_unanswered_ratings(later)] == [1, 0]
        assert AgencyWarning.objects.get().about == "encounter_one"
