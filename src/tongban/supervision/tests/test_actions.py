"""Approvals are told once; lots follow from what was fixed before; findings stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tongban.cases.tests.factories import INSTANT, a_house, a_resident, submit
from tongban.commitments.tests.factories import a_promising_house, promised_case
from tongban.identity.tests.factories import a_person
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about
from tongban.supervision.api import (
    DrawAlreadyOpen,
    Finding,
    FindingNotComplete,
    FindingStands,
    NobodyToDraw,
    NotYoursToOversee,
    acknowledge_notice,
    announce_draw,
    differences,
    hold_draws,
    latest_draws,
    notices_waiting,
    one_draw,
    plans_of,
    published,
    record_inspection,
)
from tongban.supervision.tests.factories import (
    NOW,
    PLAN,
    POSTS,
    a_plan,
    an_inspector,
    held,
    publish_plan,
    told,
    told_firms,
)

pytestmark = pytest.mark.django_db
ANYBODY = Actor.anonymous()


def _wrong(told):
    return differences(published(told))


class TestTelling:
    def test_an_approval_reaches_its_overseer_through_the_outbox_once(self, monkeypatch):
        a_house(monkeypatch)
        publish_plan(item=INSTANT)
        case = submit(a_resident())
        drain(NOW)
        (notice,) = notices_waiting(an_inspector())
        assert (notice.case_number, notice.holder) == (case.number, ""), "persons stay unnamed"
        assert not notice.promised
        assert told("subj_x", case_id=case.id, item=INSTANT) is None
        assert len(notices_waiting(an_inspector())) == 1
        kinds = [leaf.kind for leaf in leaves_about(Actor.system("test"), case.id)]
        assert kinds.count("supervision.told") == 1

    def test_an_approval_that_rests_on_a_promise_says_so(self, monkeypatch):
        a_promising_house(monkeypatch)
        publish_plan(item=INSTANT)
        promised_case()
        drain(NOW)
        (notice,) = notices_waiting(an_inspector())
        assert notice.promised

    def test_without_a_plan_nobody_is_told(self):
        a_plan()
        assert told("subj_x", item="another") is None

    def test_it_waits_until_it_is_acknowledged_by_whom_it_concerns(self):
        a_plan()
        notice = told(told_firms(1)[0])
        for stranger in (
            an_inspector(agency="11990000MB0000001X"),
            an_inspector(region="990202"),
            replace(an_inspector(), posts=()),
            ANYBODY,
        ):
            assert notices_waiting(stranger) == ()
            with pytest.raises(NotYoursToOversee):
                acknowledge_notice(actor=stranger, notice_id=notice, now=NOW)
        for _ in range(2):
            acknowledge_notice(actor=an_inspector(region="990100"), notice_id=notice, now=NOW)
        assert [each.id for each in notices_waiting(an_inspector())] != [notice]
        assert len(notices_waiting(an_inspector())) == 1


class TestDrawing:
    def test_the_lots_follow_from_the_log_and_anyone_can_draw_them_again(self):
        a_plan()
        firms = told_firms(6)
        told(a_person().id)
        draw_id = announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW)
        assert hold_draws(NOW) == 0, "not before the announcement is in the log"
        open_draw = one_draw(ANYBODY, draw_id)
        assert (open_draw.seed, open_draw.inspections) == ("", ())
        assert set(open_draw.candidates) == set(firms), "firms only"
        held()
        done = one_draw(ANYBODY, draw_id)
        assert len(done.inspections) == 3
        assert all(len(each.inspectors) == 2 and each.name for each in done.inspections)
        assert _wrong(done) == ()
        assert hold_draws(NOW + timedelta(days=1)) == 0
        assert one_draw(ANYBODY, draw_id) == done

    def test_whatever_is_changed_afterwards_is_noticed(self):
        a_plan()
        told_firms(5)
        draw_id = announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW)
        held()
        done = one_draw(ANYBODY, draw_id)
        swapped = (done.inspections[1], done.inspections[0], *done.inspections[2:])
        undrawn = next(
            name for name in done.candidates if name not in {i.candidate for i in done.inspections}
        )
        spared = (replace(done.inspections[0], candidate=undrawn), *done.inspections[1:])
        for changed in (
            replace(done, inspections=swapped),
            replace(done, inspections=spared),
            replace(
                done,
                candidates=tuple(n for n in done.candidates if n != done.inspections[0].candidate),
            ),
            replace(done, inspectors=(*done.inspectors[1:], "inspect-9")),
        ):
            assert _wrong(changed) == ("lots",)
        assert "seed" in _wrong(replace(done, root="00" * 32))
        assert "seed" in _wrong(replace(done, announcement="leaf_other"))

    def test_one_at_a_time_and_only_where_there_is_somebody(self):
        a_plan(posts=POSTS[:1])
        with pytest.raises(NobodyToDraw):
            announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW)
        told_firms(2)
        with pytest.raises(NobodyToDraw, match="nobody_to_draw"):
            announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW)

    def test_a_second_draw_waits_for_the_first(self):
        a_plan()
        told_firms(2)
        announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW)
        with pytest.raises(DrawAlreadyOpen):
            announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW)
        held()
        announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW + timedelta(days=1))
        assert len(latest_draws(ANYBODY)) == 2

    def test_who_has_no_such_duty_announces_nothing(self):
        a_plan()
        told_firms(2)
        keeper = an_inspector()
        post = replace(keeper.posts[0], duties=frozenset({Duty.APPROVER}))
        for stranger in (replace(keeper, posts=(post,)), ANYBODY, a_resident(known=False)):
            assert plans_of(stranger) == ()
            with pytest.raises(NotYoursToOversee):
                announce_draw(actor=stranger, plan_code=PLAN, now=NOW)
        with pytest.raises(NotYoursToOversee):
            announce_draw(actor=keeper, plan_code="another", now=NOW)
        assert [each.code for each in plans_of(keeper)] == [PLAN]


class TestFindings:
    @pytest.fixture
    def drawn(self):
        a_plan()
        told_firms(2)
        draw_id = announce_draw(actor=an_inspector(), plan_code=PLAN, now=NOW)
        held()
        return one_draw(ANYBODY, draw_id).inspections[0]

    def test_a_drawn_post_publishes_what_it_found_once(self, drawn):
        inspector = an_inspector(drawn.inspectors[0])
        given = {"actor": inspector, "inspection_id": drawn.id, "now": NOW}
        record_inspection(**given, finding=Finding.CORRECTED, words="标签已当场更换。")
        (shown,) = latest_draws(ANYBODY)
        assert (shown.inspections[0].finding, shown.inspections[0].words) == (
            Finding.CORRECTED, "标签已当场更换。",
        )  # fmt: skip
        with pytest.raises(FindingStands):
            record_inspection(**given, finding=Finding.NOTHING, words="")
        assert _wrong(shown) == (), "a finding changes no lot"

    def test_who_holds_several_posts_records_by_the_one_that_was_drawn(self, drawn):
        others = [post for post in POSTS if post not in drawn.inspectors]
        held = [an_inspector(post).posts[0] for post in (*others, drawn.inspectors[0])]
        both = replace(an_inspector(others[0]), posts=tuple(held))
        given = {"inspection_id": drawn.id, "finding": Finding.NOTHING, "words": "", "now": NOW}
        record_inspection(actor=both, **given)
        assert latest_draws(ANYBODY)[0].inspections[0].finding is Finding.NOTHING

    def test_who_was_not_drawn_for_it_records_nothing(self, drawn):
        others = [post for post in POSTS if post not in drawn.inspectors]
        for stranger in (an_inspector(others[0]), an_inspector(drawn.inspectors[0], agency="x")):
            with pytest.raises(NotYoursToOversee):
                record_inspection(
                    actor=stranger,
                    inspection_id=drawn.id,
                    finding=Finding.NOTHING,
                    words="",
                    now=NOW,
                )

    def test_everything_wrong_is_told_at_once(self, drawn):
        inspector = an_inspector(drawn.inspectors[0])
        for words, codes in (
            ("  ", ["words_missing"]),
            ("x" * 1001 + " 19900001234", ["words_too_long", "words_name_a_person"]),
        ):
            with pytest.raises(FindingNotComplete) as refused:
                record_inspection(
                    actor=inspector, inspection_id=drawn.id, finding=Finding.TO_CORRECT,
                    words=words, now=NOW,
                )  # fmt: skip
            assert [p.code.removeprefix("supervision.") for p in refused.value.problems] == codes
