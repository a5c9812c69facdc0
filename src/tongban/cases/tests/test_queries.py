"""Lists and tracking: who sees what, in which order, page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.cases.api import (
    CaseNotFound,
    CaseState,
    TooManyTries,
    accept_case,
    case,
    desk_queue,
    my_cases,
    request_correction,
    track_case,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    defect,
    submit,
    working_days,
)
from tongban.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


class TestDesk:
    def test_the_queue_shows_what_is_due_first_with_masked_names(self):
        later = submit(a_resident(), COMMITTED, now=NOW + working_days(2))
        sooner = submit(a_resident(), COMMITTED, now=NOW)
        submit(a_resident())  # decided at once: not in the queue
        rows = desk_queue(an_officer(), now=NOW + working_days(2)).items
        assert [row.id for row in rows] == [sooner.id, later.id]
        assert {row.applicant for row in rows} == {"欧***"}

    def test_pages_join_without_gap_or_repeat(self):
        made = [submit(a_resident(), COMMITTED).id for _ in range(7)]
        seen, cursor = [], None
        while True:
            page = desk_queue(an_officer(), cursor=cursor, size=3, now=NOW)
            seen += [row.id for row in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert sorted(seen) == sorted(made)
        assert len(seen) == 7
        assert desk_queue(an_officer(), cursor="rubbish~", size=3, now=NOW).items

    def test_a_state_can_be_chosen_and_waiting_for_the_person_comes_last(self):
        officer = an_officer()
        asked, fresh = (submit(a_resident(), COMMITTED) for _ in range(2))
        request_correction(
            actor=officer,
            case_id=asked.id,
            expected_version=asked.version,
            defects=[defect("photo")],
            now=NOW,
        )
        assert [row.id for row in desk_queue(officer, now=NOW).items] == [fresh.id, asked.id]
        only = desk_queue(officer, state=CaseState.CORRECTING, now=NOW).items
        assert [row.id for row in only] == [asked.id]

    def test_other_agencies_regions_and_people_see_nothing(self):
        submit(a_resident(), COMMITTED)
        for actor in (
            an_officer(agency_code="11990102000102621Q"),
            an_officer(region="990104"),
            a_resident(),
            Actor.anonymous(),
        ):
            assert desk_queue(actor, now=NOW).items == ()
        assert len(desk_queue(an_officer(region="990000"), now=NOW).items) == 1

    def test_a_page_costs_the_same_however_long_it_is(self):
        for _ in range(6):
            submit(a_resident(), COMMITTED)
        costs = []
        for size in (1, 6):
            with CaptureQueriesContext(connection) as seen:
                desk_queue(an_officer(), size=size, now=NOW)
            costs.append(len(seen))
        assert costs == [4, 4]


class TestMine:
    def test_newest_first_and_only_ones_own(self):
        me = a_resident()
        first = submit(me, COMMITTED)
        second = submit(me, now=NOW + timedelta(minutes=1))
        submit(a_resident(), COMMITTED)
        assert [row.id for row in my_cases(me, now=NOW).items] == [second.id, first.id]
        page = my_cases(me, size=1, now=NOW)
        rest = my_cases(me, page.next_cursor, size=1, now=NOW)
        assert [row.id for row in page.items + rest.items] == [second.id, first.id]
        assert rest.next_cursor is None
        assert my_cases(Actor.anonymous()).items == ()

    def test_a_stranger_learns_nothing_not_even_that_it_exists(self):
        mine = submit(a_resident(), COMMITTED)
        for actor in (a_resident(), Actor.anonymous()):
            with pytest.raises(CaseNotFound) as refused:
                case(actor, mine.id, NOW)
            with pytest.raises(CaseNotFound) as unknown:
                case(actor, "case_unknown", NOW)
            assert str(refused.value) == str(unknown.value)


class TestTrack:
    def test_number_and_code_show_progress_and_nobodys_data(self):
        me, officer = a_resident(), an_officer()
        mine = submit(me, COMMITTED)
        request_correction(
            actor=officer,
            case_id=mine.id,
            expected_version=mine.version,
            defects=[defect("photo")],
            now=NOW,
        )
        seen = track_case(mine.number, mine.query_code.lower(), NOW)
        assert seen.state is CaseState.CORRECTING
        assert [step.kind for step in seen.steps] == ["Submitted", "CorrectionRequested"]
        assert "photo" not in str(seen)
        assert "欧阳" not in str(seen)
        assert case(officer, mine.id, NOW).query_code == ""

    def test_guessing_is_stopped_for_a_while(self):
        mine = submit(a_resident(), COMMITTED)
        for _ in range(10):
            with pytest.raises(CaseNotFound):
                track_case(mine.number, "WRONG234", NOW)
        with pytest.raises(TooManyTries):
            track_case(mine.number, mine.query_code, NOW)
        later = NOW + timedelta(minutes=16)
        assert track_case(mine.number, mine.query_code, later).number == mine.number

    def test_an_accepted_case_shows_its_clock(self):
        mine = submit(a_resident(), COMMITTED)
        accept_case(actor=an_officer(), case_id=mine.id, expected_version=mine.version, now=NOW)
        assert track_case(mine.number, mine.query_code, NOW).clock.due_at is not None
