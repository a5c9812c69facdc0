"""A person looks again at what rules decided: asked for, drawn by lot, replayed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.cases.api import (
    CaseNotFound,
    CaseView,
    NothingToReview,
    NotYourTask,
    accept_case,
    answer_review,
    ask_for_review,
    case,
    draw_reviews,
    open_reviews,
    replay_case,
)
from tongban.cases.domain.reviews import ONE_IN, in_sample
from tongban.cases.models import Case, CaseEvent, CaseFlow
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    flow_item,
    submit,
)
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
US = an_officer()
THEM = an_officer(agency_code="11990000MB0000001X", name="them")
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


@pytest.fixture
def me() -> Actor:
    return a_resident()


@pytest.fixture
def instant(me: Actor) -> CaseView:
    return submit(me, INSTANT)


def test_a_person_looks_again_once_when_asked(me: Actor, instant: CaseView):
    assert "ask_for_review" in instant.available
    asked = do(ask_for_review, me, instant, reason="月数不对")
    assert "ask_for_review" not in asked.available
    assert [row.case_id for row in open_reviews(US)] == [instant.id]
    assert open_reviews(THEM) == ()
    seen = case(US, instant.id, NOW)
    assert "answer_review" in seen.available
    with pytest.raises(NotYourTask):
        do(answer_review, an_officer(Duty.WINDOW_CLERK), seen, right=True, finding="无误")
    answered = do(answer_review, US, seen, right=False, finding="应为十三个月")
    assert open_reviews(US) == ()
    assert "十三个月" in case(me, instant.id, NOW).steps[-1].detail.zh
    assert leaves_about(US, instant.id)[-1].kind == "cases.review-answered"
    with pytest.raises(NothingToReview):
        do(answer_review, US, answered, right=True, finding="再看")
    with pytest.raises(NothingToReview):
        do(ask_for_review, me, answered, reason="还是不对")


def test_nobody_else_asks_and_not_of_what_a_person_decides(me: Actor, instant: CaseView):
    with pytest.raises(CaseNotFound):
        do(ask_for_review, a_resident(known=False), instant, reason="看看")
    mine = submit(me, COMMITTED)
    assert "ask_for_review" not in mine.available
    with pytest.raises(NothingToReview):
        do(ask_for_review, me, mine, reason="看看")


def test_the_sample_of_a_day_is_drawn_once_by_the_published_rule(
    me: Actor, instant: CaseView, monkeypatch: pytest.MonkeyPatch
):
    submit(me, COMMITTED)
    assert draw_reviews(NOW) == 0  # today's cases are drawn tomorrow
    monkeypatch.setattr(
        "tongban.cases.actions.review.in_sample",
        lambda case_id, day: (case_id, day) == (instant.id, "2026-11-23"),
    )
    assert draw_reviews(LATER) == 1
    assert draw_reviews(LATER) == 0
    assert [(row.case_id, row.drawn) for row in open_reviews(US)] == [(instant.id, True)]
    assert case(me, instant.id, LATER).steps[-1].kind == "ReviewDrawn"


def test_about_one_in_fifty_is_drawn_and_the_day_matters():
    ids = [f"case_{number:05d}" for number in range(20_000)]
    monday = {each for each in ids if in_sample(each, "2026-11-23")}
    assert 0.8 * 20_000 / ONE_IN < len(monday) < 1.2 * 20_000 / ONE_IN
    assert monday != {each for each in ids if in_sample(each, "2026-11-24")}


def test_a_case_replays_the_same_and_a_changed_one_does_not(instant: CaseView):
    cli = Actor.system("cli")
    found = replay_case(cli, instant.number, NOW)
    assert (found.same, found.rules, found.flow) == (True, True, None)
    assert replay_case(US, instant.id, NOW) == found
    Case.objects.filter(id=instant.id).update(state="case-state/denied")
    assert not replay_case(cli, instant.id, NOW).same
    with pytest.raises(CaseNotFound):
        replay_case(THEM, instant.id, NOW)


def test_a_flow_is_replayed_too(me: Actor):
    flow_item()
    known = do(accept_case, US, submit(me, COMMITTED, item_version=2))
    assert replay_case(US, known.id, NOW).flow is True
    row = CaseFlow.objects.get(case_id=known.id)
    row.marking = row.marking | {"handed": {"deciding": "x"}}
    row.save()
    assert replay_case(US, known.id, NOW).flow is False
    assert CaseEvent.objects.filter(case_id=known.id).exists()
