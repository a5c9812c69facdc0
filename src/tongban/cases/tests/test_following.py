"""容缺受理: what may follow is promised, comes in time, or an officer decides and tells."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases.api import (
    AWAITING_PROMISED,
    CaseNotFound,
    CaseState,
    CaseView,
    DeliveryWay,
    Light,
    PromisedNotThere,
    PromiseStillRuns,
    StepNotPossible,
    append_deadlines,
    case,
    decide_case,
    deliver_result,
    end_unsupplied,
    supply_promised,
    waive_promised,
)
from tongban.cases.domain.events import APPLICANT, RULES, Accepted, Approved, Event, Submitted
from tongban.cases.domain.follow_events import (
    FollowLapsed,
    FollowPromised,
    FollowWaived,
    MaterialFollowed,
)
from tongban.cases.domain.following import reminder_at
from tongban.cases.domain.state import state
from tongban.cases.domain.status import IllegalStep
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    publish_following,
    submit,
    working_days,
)
from tongban.cases.tests.test_state_machine import CALENDAR
from tongban.files.api import store_upload
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Span
from tongban.notices.api import MessageView, my_messages

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
LATE = NOW + working_days(6)


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    a_house(monkeypatch)
    publish_following(monkeypatch)
    return monkeypatch


def lacking(me: Actor) -> CaseView:
    """An application without the plan."""
    return submit(me, COMMITTED, item_version=2)


def plan_of(me: Actor) -> str:
    """The plan, uploaded."""
    return store_upload(
        actor=me, filename="plan.png", stream=BytesIO(PNG), declared_type="image/png",
        purpose="case-material", now=NOW,
    ).id  # fmt: skip


def approve(officer: Actor, view: CaseView, **more: Any) -> CaseView:
    """Grant it."""
    return do(decide_case, officer, view, approve=True, opinion="符合", articles=(), **more)


def test_it_is_accepted_now_and_waits_for_the_promised_plan(house):
    me, officer = a_resident(), an_officer()
    made = lacking(me)
    assert made.state is CaseState.ACCEPTED
    assert [code for code, _ in made.awaited] == ["plan"]
    assert made.awaited_by is not None
    assert NOW + working_days(5) <= made.awaited_by < NOW + working_days(6)
    assert "supply_promised" in made.available
    with pytest.raises(PromisedNotThere):
        approve(officer, case(officer, made.id, NOW))
    come = do(supply_promised, me, made, material_blobs={"plan": plan_of(me)})
    assert come.awaited == ()
    assert "plan" in {one.code for one in come.materials}
    assert approve(officer, case(officer, made.id, NOW)).state is CaseState.APPROVED


def test_who_brings_it_at_once_promises_nothing(house):
    me = a_resident()
    made = submit(me, COMMITTED, item_version=2, material_blobs={"plan": plan_of(me)})
    assert (made.state, made.awaited, made.awaited_by) == (CaseState.SUBMITTED, (), None)
    with pytest.raises(StepNotPossible):
        do(supply_promised, me, made, material_blobs={"plan": plan_of(me)})


def test_not_brought_it_is_told_and_ended_by_an_officer_never_by_silence(house):
    me, officer = a_resident(), an_officer()
    made = lacking(me)
    seen = case(officer, made.id, NOW)
    assert "end_unsupplied" not in seen.available
    with pytest.raises(PromiseStillRuns):
        do(end_unsupplied, officer, seen, reason="没有补交")
    append_deadlines(LATE)
    told = case(me, made.id, LATE)
    assert told.state is CaseState.ACCEPTED
    assert "承诺补交的期限已过" in told.steps[-1].detail.zh
    seen = case(officer, made.id, LATE)
    assert "end_unsupplied" in seen.available
    assert "follow" not in dict(seen.late), "it is not the agency that is late"
    ended = do(end_unsupplied, officer, seen, reason="两次提醒后没有补交", now=LATE)
    assert ended.state is CaseState.WITHDRAWN
    assert "两次提醒" in case(me, made.id, LATE).steps[-1].detail.zh


def test_late_is_still_in_time_while_it_is_open(house):
    me = a_resident()
    made = lacking(me)
    append_deadlines(LATE)
    again = case(me, made.id, LATE)
    come = do(supply_promised, me, again, material_blobs={"plan": plan_of(me)}, now=LATE)
    assert come.awaited == ()


def test_an_officer_may_go_on_without_it_and_says_why(house):
    me, officer = a_resident(), an_officer()
    made = lacking(me)
    seen = do(waive_promised, officer, case(officer, made.id, NOW), reason="已现场核实")
    assert approve(officer, seen).state is CaseState.APPROVED
    assert "已现场核实" in str([step.detail.zh for step in case(me, made.id, NOW).steps])


def test_the_result_is_made_but_not_handed_over_before(house):
    publish_following(house, before_handover=True)
    me, officer = a_resident(), an_officer()
    made = submit(me, COMMITTED, item_version=3)
    granted = approve(officer, case(officer, made.id, NOW))
    assert (granted.state, granted.certificate_ids) == (CaseState.APPROVED, ())
    with pytest.raises(StepNotPossible):
        do(deliver_result, officer, granted, way=DeliveryWay.WINDOW, proof="当面")
    come = do(
        supply_promised, me, case(me, made.id, NOW), material_blobs={"plan": plan_of(me)}
    )  # fmt: skip
    assert len(come.certificate_ids) == 1


def test_only_the_party_brings_it(house):
    made = lacking(a_resident())
    for other in (a_resident(), an_officer()):
        with pytest.raises(CaseNotFound):
            do(supply_promised, other, made, material_blobs={})


def test_it_is_reminded_once_in_good_time_and_told_what_follows(house):
    me = a_resident()
    made = lacking(me)
    assert made.awaited_by is not None
    append_deadlines(NOW + working_days(1))
    assert not told_of_it(me), "too early"
    for _ in range(3):
        append_deadlines(NOW + working_days(4))
    [message] = told_of_it(me)
    assert "平面图" in message.body.zh
    assert "按撤回申请处理" in message.body.zh
    titles = [step.title.zh for step in case(me, made.id, NOW + working_days(4)).steps]
    assert titles.count("提醒补交") == 1


def test_who_brought_it_is_not_reminded(house):
    me = a_resident()
    do(supply_promised, me, lacking(me), material_blobs={"plan": plan_of(me)})
    append_deadlines(NOW + working_days(4))
    assert not told_of_it(me)


def told_of_it(me: Actor) -> list[MessageView]:
    """The reminders in the applicant's inbox."""
    found = my_messages(me).items
    return [one for one in found if one.title.zh == "您承诺补交的材料快到期了"]


def test_the_wait_is_the_persons_time_and_never_makes_the_office_late(house):
    me, officer = a_resident(), an_officer()
    made = lacking(me)
    waiting = case(officer, made.id, NOW + working_days(3))
    assert (waiting.clock.light, waiting.clock.paused) == (Light.PAUSED, True)
    [span] = waiting.clock.spans
    assert (span.kind, span.ended_at) == (AWAITING_PROMISED, None)
    assert waiting.clock.due_at is not None
    assert made.clock.due_at is not None
    assert waiting.clock.due_at > made.clock.due_at
    come = do(
        supply_promised, me, made, material_blobs={"plan": plan_of(me)}, now=NOW + working_days(3)
    )
    assert come.clock.due_at == waiting.clock.due_at
    assert not come.clock.paused
    [span] = come.clock.spans
    assert span.ended_at == NOW + working_days(3)


_CODES = st.sets(st.sampled_from("abcd"), min_size=1)


@given(promised=_CODES, came=st.lists(_CODES, max_size=4), waits=st.booleans())
def test_granted_only_when_all_came_or_only_the_handover_waits(promised, came, waits):
    until = NOW + timedelta(days=10)
    events: list[Event] = [
        Submitted(at=NOW, by=APPLICANT, promise=Span.parse("20 working-days")),
        FollowPromised(
            at=NOW, by=APPLICANT, materials=tuple(sorted(promised)), until=until,
            handover_waits=waits,
        ),
        Accepted(at=NOW, by=RULES),
    ]  # fmt: skip
    left = set(promised)
    for codes in came:
        event = MaterialFollowed(at=NOW, by=APPLICANT, materials=tuple(sorted(codes)))
        if codes <= left:
            events.append(event)
            left -= codes
        else:
            with pytest.raises(IllegalStep):
                state([*events, event], NOW, CALENDAR)
    assert state(events, NOW, CALENDAR).awaited == left
    granted = [*events, Approved(at=NOW, by="a")]
    if left and not waits:
        with pytest.raises(IllegalStep):
            state(granted, NOW, CALENDAR)
    else:
        assert state(granted, NOW, CALENDAR).state is CaseState.APPROVED


_TERM = Span.parse("20 working-days")


@given(
    until=st.integers(1, 40), came=st.none() | st.integers(0, 60), at=st.integers(0, 90),
    waits=st.booleans(),
)  # fmt: skip
def test_the_office_has_its_whole_term_beside_the_promised_wait(until, came, at, waits):
    promised, now = NOW + timedelta(days=until), NOW + timedelta(days=at)
    events: list[Event] = [
        Submitted(at=NOW, by=APPLICANT, promise=_TERM),
        FollowPromised(
            at=NOW, by=APPLICANT, materials=("a",), until=promised, handover_waits=waits
        ),
        Accepted(at=NOW, by=RULES),
    ]
    if came is not None and came <= at:
        events.append(
            MaterialFollowed(at=NOW + timedelta(days=came), by=APPLICANT, materials=("a",))
        )
    over = min([promised, now, *(e.at for e in events[3:])])
    # Slow and obvious: the days of the wait do not count, every other working day does.
    left, day = 20, CALENDAR.local_date(NOW)
    while left:
        day += timedelta(days=1)
        waited = not waits and day <= CALENDAR.local_date(over)
        left -= CALENDAR.is_working_day(day) and not waited
    found = state(events, now, CALENDAR)
    assert found.due_at == CALENDAR.end_of_day(day)
    still = not waits and len(events) == 3 and now <= promised
    assert (found.light is Light.PAUSED) == still


@given(until=st.integers(1, 60), before=st.integers(0, 10))
def test_a_reminder_falls_inside_the_wait_and_never_in_its_first_half(until, before):
    day = NOW + timedelta(days=until)
    at = reminder_at(NOW, day, before, CALENDAR)
    assert NOW + (day - NOW) / 2 <= at
    if before:
        assert at <= day


@given(days=st.integers(0, 30), waived=st.booleans())
def test_a_promise_lapses_only_after_its_day(days, waived):
    until, at = NOW + timedelta(days=10), NOW + timedelta(days=days)
    events: list[Event] = [
        Submitted(at=NOW, by=APPLICANT, promise=Span.parse("60 working-days")),
        FollowPromised(at=NOW, by=APPLICANT, materials=("a",), until=until),
        Accepted(at=NOW, by=RULES),
        *([FollowWaived(at=NOW, by="agency")] if waived else []),
        FollowLapsed(at=at, by="agency"),
    ]
    if waived or days <= 10:
        with pytest.raises(IllegalStep):
            state(events, at, CALENDAR)
    else:
        assert state(events, at, CALENDAR).state is CaseState.WITHDRAWN
