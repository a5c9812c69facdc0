"""A firm's project has a facilitator, who sees and reminds, and can do nothing in its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.bundles.api import BundleCaseNotFound, BundleCaseView, withdraw_bundle
from tongban.bundles.tests.factories import MOVING, move_in, publish_moving
from tongban.cases.api import CaseNotFound, accept_case, case, decide_case
from tongban.cases.tests.factories import NOW, a_house, a_resident, an_officer, do
from tongban.facilitation.api import (
    ContactMissing,
    EngagementNotFound,
    EngagementState,
    FacilitatorsOnly,
    NoteKind,
    ProjectsOnly,
    RemindedToday,
    StarsMissing,
    StepNotOpen,
    Turn,
    WordsMissing,
    ask_for_facilitator,
    close_engagement,
    engagement,
    engagement_of,
    engagements,
    facilitation_counts,
    leave_note,
    remind,
    reminders_of_case,
    take_project,
)
from tongban.facilitation.domain.tasks import StepFacts, tasks_of
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.text import Text
from tongban.notices.api import my_messages

GUIDE = an_officer(Duty.FACILITATOR, name="guide")
OTHER = an_officer(Duty.FACILITATOR, name="other")
PHONE = "000-88020001"
FROM = (NOW - timedelta(days=90)).replace(tzinfo=None)


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch, db: None) -> Actor:
    a_house(monkeypatch)
    publish_agencies(an_entry())
    publish_moving(MOVING.replace("side: person", "side: firm"))
    return replace(a_resident(), kind=ActorKind.FIRM_AGENT)


def asked(firm: Actor, project: BundleCaseView, contact: str = "张工 19900001234"):
    return ask_for_facilitator(actor=firm, bundle_case_id=project.id, contact=contact, now=NOW)


def test_from_the_asking_to_the_stars(firm: Actor):
    project = move_in(firm)
    made = asked(firm, project)
    assert asked(firm, project).id == made.id
    assert [one.id for one in engagements(GUIDE)] == [made.id]
    assert engagements(an_officer()) == ()
    assert engagement(GUIDE, made.id, NOW).contact == "张工 19900001234"
    taken = take_project(actor=GUIDE, engagement_id=made.id, phone=PHONE, now=NOW)
    assert (taken.state, taken.phone, taken.mine) == (EngagementState.UNDER_WAY, PHONE, True)
    assert engagements(OTHER) == ()
    with pytest.raises(StepNotOpen):
        take_project(actor=OTHER, engagement_id=made.id, phone=PHONE, now=NOW)
    turns = {one.step: one.turn for one in taken.tasks}
    assert turns == {"left": Turn.OFFICE, "right": Turn.OFFICE, "last": Turn.LATER}
    assert all((one.due_at is None) == (one.turn is Turn.LATER) for one in taken.tasks)
    leave_note(actor=GUIDE, engagement_id=made.id, words="下周图审", now=NOW)
    noted = remind(actor=GUIDE, engagement_id=made.id, step="left", now=NOW)
    assert {one.kind for one in noted.notes} == {NoteKind.REMINDER, NoteKind.NOTE}
    with pytest.raises(RemindedToday):
        remind(actor=GUIDE, engagement_id=made.id, step="left", now=NOW)
    remind(actor=GUIDE, engagement_id=made.id, step="left", now=NOW + timedelta(days=1))
    for step in ("last", "endorse", "nothing"):
        with pytest.raises(StepNotOpen):
            remind(actor=GUIDE, engagement_id=made.id, step=step, now=NOW)
    left = next(one.case_id for one in project.steps if one.code == "left")
    assert len(reminders_of_case(an_officer(), left or "")) == 2
    seen = engagement_of(firm, project.id, NOW)
    assert seen is not None
    assert "下周图审" in {one.words for one in seen.notes}
    closed = close_engagement(actor=firm, engagement_id=made.id, stars=5, now=NOW)
    assert closed.state is EngagementState.CLOSED
    counts = facilitation_counts()
    assert (counts.asked, counts.closed, counts.ratings, counts.stars) == (1, 1, 1, 5.0)
    assert asked(firm, project).id != made.id, "after the end one may be asked for again"


def test_a_facilitator_decides_signs_and_reads_nothing(firm: Actor):
    project = move_in(firm)
    made = asked(firm, project)
    take_project(actor=GUIDE, engagement_id=made.id, phone=PHONE, now=NOW)
    # One of the deciding agency itself: the duty alone opens no verb of a case.
    left = next(one.case_id for one in project.steps if one.code == "left") or ""
    view = case(an_officer(), left, NOW)
    for verb, more in (
        (accept_case, {}),
        (decide_case, {"approve": True, "opinion": "好", "articles": []}),
    ):
        with pytest.raises(Exception, match=r"cases\.(not_your_task|not_found)"):
            do(verb, GUIDE, view, **more)
    elsewhere = an_officer(Duty.FACILITATOR, agency_code="11990102000102999X", name="guide")
    with pytest.raises(CaseNotFound):
        case(elsewhere, left, NOW)
    with pytest.raises(BundleCaseNotFound):
        withdraw_bundle(
            actor=GUIDE, bundle_case_id=project.id, expected_version=project.version, now=NOW
        )
    with pytest.raises(EngagementNotFound):
        close_engagement(actor=GUIDE, engagement_id=made.id, stars=5, now=NOW)
    told = engagement(GUIDE, made.id, NOW)
    assert "19900001234" not in repr(told.tasks)
    assert "长住" not in repr(told)


def test_who_may_not_and_what_is_missing(firm: Actor):
    project = move_in(firm)
    stranger = replace(firm, subject_id="nobody")
    with pytest.raises(BundleCaseNotFound):
        asked(stranger, project)
    with pytest.raises(ProjectsOnly):
        asked(replace(firm, kind=ActorKind.PERSON), project)
    for nothing in ("", " ", "长" * 101):
        with pytest.raises(ContactMissing):
            asked(firm, project, nothing)
    made = asked(firm, project)
    assert engagement_of(stranger, project.id, NOW) is None
    with pytest.raises(EngagementNotFound):
        engagement(stranger, made.id, NOW)
    away = an_officer(Duty.FACILITATOR, region="990202", name="away")
    with pytest.raises(EngagementNotFound):
        engagement(away, made.id, NOW)
    for officer in (away, an_officer(), firm):
        with pytest.raises(FacilitatorsOnly):
            take_project(actor=officer, engagement_id=made.id, phone=PHONE, now=NOW)
    with pytest.raises(StepNotOpen):
        close_engagement(actor=firm, engagement_id=made.id, stars=5, now=NOW)
    with pytest.raises(EngagementNotFound):
        leave_note(actor=GUIDE, engagement_id=made.id, words="还没接", now=NOW)
    take_project(actor=GUIDE, engagement_id=made.id, phone=PHONE, now=NOW)
    for nothing in (" ", "长" * 1001):
        with pytest.raises(WordsMissing):
            leave_note(actor=GUIDE, engagement_id=made.id, words=nothing, now=NOW)
    with pytest.raises(StarsMissing):
        close_engagement(actor=firm, engagement_id=made.id, stars=0, now=NOW)
    assert {one.title.zh for one in my_messages(firm).items} >= {"您的项目有了代办员"}


_STEPS = st.builds(
    StepFacts,
    code=st.text("abc", min_size=1, max_size=3), name=st.just(Text.of("事项")),
    agency_name=st.just(Text.of("机关")), state=st.just(Text.of("办理中")), running=st.booleans(),
    over=st.booleans(), needs_firm=st.booleans(),
    due_at=st.none() | st.datetimes(FROM, FROM + timedelta(days=365)).map(
        lambda at: at.replace(tzinfo=NOW.tzinfo)),
    case_id=st.none(), case_number=st.none(), wave=st.integers(1, 4),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(_STEPS, max_size=8))
def test_the_list_holds_what_is_left_the_firms_moves_first_and_the_offices_by_date(steps):
    listed = tasks_of(steps, NOW)
    assert sorted(one.step for one in listed) == sorted(s.code for s in steps if not s.over)
    assert [one.turn for one in listed] == sorted(one.turn for one in listed)
    due = [one.due_at for one in listed if one.turn is Turn.OFFICE and one.due_at]
    assert due == sorted(due)
    assert all(not one.late or (one.due_at and one.due_at < NOW) for one in listed)
