"""A bundle written in a test, content only: it goes on by itself, once, and failures stay small."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tongban.bundles.advancing import go_on
from tongban.bundles.api import (
    BundleCaseNotFound,
    BundleCaseView,
    BundleChanged,
    BundleNotComplete,
    BundleState,
    StepNotOpen,
    StepState,
    bundle_case,
    bundle_form,
    bundle_of_case,
    follow_case,
    my_bundle_cases,
    resume_step,
    search_bundles,
    step_form,
    submit_bundle,
    withdraw_bundle,
)
from tongban.bundles.models import BundleCase, BundleVersion
from tongban.bundles.tests.factories import AGREED, MOVING, a_moving_house, move_in, publish_moving
from tongban.cases.api import (
    CaseView,
    Light,
    accept_case,
    case,
    case_counts,
    decide_case,
    request_correction,
    supply_correction,
    withdraw_case,
)
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    LAW,
    NOW,
    a_resident,
    an_officer,
    defect,
    do,
)
from tongban.catalogue.api import resume_item, suspend_item
from tongban.catalogue.tests.factories import editor
from tongban.forms.api import prefill_with
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef

pytestmark = pytest.mark.django_db

OFFICER = an_officer()
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_moving_house(monkeypatch)


@pytest.fixture
def me() -> Actor:
    return a_resident()


def case_of(view: BundleCaseView, step: str) -> CaseView:
    found = next(one for one in view.steps if one.code == step)
    return case(OFFICER, found.case_id or "", NOW)


def cases(*, open_only: bool = False) -> int:
    counted = case_counts(Actor.system("tests"))
    return sum(n for state, n in counted.items() if not (open_only and state.closed))


def decide(view: BundleCaseView, step: str, *, approve: bool = True, now: datetime = LATER) -> None:
    accepted = do(accept_case, OFFICER, case_of(view, step), now=now)
    do(decide_case, OFFICER, accepted, approve=approve, opinion="看过",
       articles=[ArticleRef.parse(LAW)], now=now)  # fmt: skip
    drain(now)


def states(me: Actor, view: BundleCaseView) -> dict[str, StepState]:
    return {step.code: step.state for step in bundle_case(me, view.id, LATER).steps}


def test_content_alone_makes_a_bundle_that_goes_on_by_itself_and_each_question_is_asked_once(
    me: Actor,
):
    assert [one.code for one in search_bundles("我要搬家")] == ["moving-in"]
    asked = bundle_form(me, "moving-in", {"take.extra": True}, NOW)
    assert [field.name for field in asked.form.fields] == [
        "endorse.name", "endorse.phone", "endorse.wish",
    ]  # fmt: skip
    assert asked.fields_of_items == 15
    begun = move_in(me)
    # The rules passed the first at once, and the two after it began with it.
    assert states(me, begun) == {
        "endorse": StepState.DONE,
        "left": StepState.RUNNING,
        "right": StepState.RUNNING,
        "last": StepState.WAITING,
    }
    for step in ("left", "right", "last"):
        decide(bundle_case(me, begun.id), step)
    done = bundle_case(me, begun.id, LATER)
    assert done.state is BundleState.DONE
    assert all(case_of(done, step.code).answers["wish"] == "长住" for step in done.steps)
    assert cases() == 4
    assert [(row.done, row.steps) for row in my_bundle_cases(me)] == [(4, 4)]


def test_the_same_paper_sent_twice_and_the_same_event_told_twice_do_it_once(me: Actor):
    begun = move_in(me)
    assert move_in(me).id == begun.id
    assert BundleCase.objects.count() == 1
    decide(begun, "left")
    told = case_of(begun, "left").id
    assert not follow_case(told, LATER)
    assert not follow_case("case_of_nobody", LATER)
    assert cases() == 4
    assert {step.attempt for step in bundle_case(me, begun.id).steps} == {1}


def test_a_crash_between_two_steps_leaves_nothing_half_done(
    me: Actor, monkeypatch: pytest.MonkeyPatch
):
    begun = move_in(me)
    there = cases()
    with monkeypatch.context() as broken:
        broken.setattr("tongban.bundles.starting.submit_case", _falls_over)
        with pytest.raises(RuntimeError):
            decide(begun, "left")
    assert states(me, begun)["last"] is StepState.WAITING
    assert cases() == there
    drain(LATER)
    assert states(me, begun)["last"] is StepState.RUNNING
    assert cases() == there + 1


def _falls_over(**_: Any) -> None:
    raise RuntimeError("the process died here")


def test_a_refused_step_hides_no_other_and_can_be_taken_up_again(me: Actor):
    begun = move_in(me, extra=True)
    decide(begun, "left", approve=False)
    now = bundle_case(me, begun.id, LATER)
    held = next(step for step in now.steps if step.code == "last")
    assert [name.zh for name in held.held_up_by] == [case_of(begun, "left").title.zh]
    for step in ("right", "extra"):
        decide(now, step)
    partly = bundle_case(me, begun.id, LATER)
    assert (partly.state, partly.done) == (BundleState.PARTLY, 3)
    assert [step.code for step in partly.steps if step.resumable] == ["left"]
    again = resume_step(
        actor=me, bundle_case_id=begun.id, step_code="left", expected_version=partly.version,
        answers={"wish": "换个说法"}, material_blobs={}, now=LATER,
    )  # fmt: skip
    assert again.state is BundleState.UNDER_WAY
    assert case_of(again, "left").answers["wish"] == "换个说法"
    decide(again, "left")
    decide(bundle_case(me, begun.id, LATER), "last")
    whole = bundle_case(me, begun.id, LATER)
    assert whole.state is BundleState.DONE
    assert next(step for step in whole.steps if step.code == "left").attempt == 2


def test_no_source_is_asked_while_anything_is_locked(me: Actor, monkeypatch: pytest.MonkeyPatch):
    """A source may be an agency's node, which takes seconds and wants no transaction open."""
    opened: list[int] = []

    def asked(**given: Any) -> Any:
        opened.append(len(connection.savepoint_ids))
        return prefill_with(**given)

    monkeypatch.setattr("tongban.cases.asking.prefill_with", asked)
    begun = move_in(me)
    decide(begun, "left", approve=False)
    decide(bundle_case(me, begun.id, LATER), "right")
    partly = bundle_case(me, begun.id, LATER)
    resume_step(
        actor=me, bundle_case_id=begun.id, step_code="left", expected_version=partly.version,
        answers={}, material_blobs={}, now=LATER,
    )  # fmt: skip
    decide(bundle_case(me, begun.id, LATER), "left")
    assert opened == [len(connection.savepoint_ids)] * 5


def test_no_more_waves_are_asked_for_than_there_are_steps(
    me: Actor, monkeypatch: pytest.MonkeyPatch
):
    """Even if no wave ever started anything, the loop ends; the next event goes on."""
    begun = move_in(me)
    waves: list[int] = []

    def ready_for_ever(running: Any, now: datetime) -> dict[str, None]:
        waves.append(len(running.steps))
        return {"last": None}

    with monkeypatch.context() as stuck:
        stuck.setattr("tongban.bundles.advancing.hear_next", ready_for_ever)
        stuck.setattr("tongban.bundles.advancing.advance", lambda *_: set())
        go_on(begun.id, LATER)
    assert waves == [4] * 4
    decide(begun, "left")
    assert states(me, begun)["last"] is StepState.RUNNING


def test_a_step_sent_back_is_supplied_and_goes_on_while_the_joint_clock_runs_for_the_others(
    me: Actor,
):
    begun = move_in(me)
    sent = do(request_correction, OFFICER, case_of(begun, "left"), defects=[defect("phone")])
    now = bundle_case(me, begun.id, NOW)
    assert now.waits_for_you
    assert [step.code for step in now.steps if step.needs_you] == ["left"]
    # The other step is still with the office, so the promise for the whole does not move.
    later = NOW + timedelta(days=2)
    assert bundle_case(me, begun.id, later).due_at == begun.due_at
    do(request_correction, OFFICER, case_of(begun, "right"), defects=[defect("phone")])
    assert bundle_case(me, begun.id, later).due_at > begun.due_at
    do(supply_correction, me, sent, answers={"phone": "19900005678"}, material_blobs={})
    decide(bundle_case(me, begun.id, NOW), "left")
    assert states(me, begun)["last"] is StepState.RUNNING


def test_a_late_bundle_says_so(me: Actor):
    begun = move_in(me)
    assert begun.light is Light.GREEN
    assert bundle_case(me, begun.id, NOW + timedelta(days=9)).light is Light.RED


def test_a_step_that_cannot_begin_tells_why_and_is_taken_up_when_it_can(me: Actor):
    begun = move_in(me)
    suspend_item(actor=editor(AGENCY), item_code=COMMITTED, reason="系统升级", now=NOW)
    decide(begun, "left")
    now = bundle_case(me, begun.id, LATER)
    stuck = next(step for step in now.steps if step.code == "last")
    assert (stuck.state, stuck.resumable, now.waits_for_you) == (StepState.STUCK, True, True)
    assert stuck.problems[0].message.zh
    given: dict[str, Any] = {
        "actor": me, "bundle_case_id": begun.id, "expected_version": now.version,
        "answers": {}, "material_blobs": {}, "now": LATER,
    }  # fmt: skip
    with pytest.raises(BundleNotComplete):
        resume_step(**given, step_code="last")
    resume_item(actor=editor(AGENCY), item_code=COMMITTED, reason="恢复", now=NOW)
    assert step_form(me, begun.id, "last").answers["wish"] == "长住"
    with pytest.raises(StepNotOpen):
        resume_step(**given, step_code="right")
    again = resume_step(**given, step_code="last")
    assert next(step for step in again.steps if step.code == "last").state is StepState.RUNNING


def test_withdrawing_ends_what_is_not_decided_and_keeps_what_was_granted(me: Actor):
    begun = move_in(me)
    with pytest.raises(BundleChanged):
        withdraw_bundle(actor=me, bundle_case_id=begun.id, expected_version=99, now=LATER)
    ended = withdraw_bundle(
        actor=me, bundle_case_id=begun.id, expected_version=begun.version, now=LATER
    )
    drain(LATER)
    assert states(me, begun) == {
        "endorse": StepState.DONE,
        "left": StepState.WITHDRAWN,
        "right": StepState.WITHDRAWN,
        "last": StepState.WITHDRAWN,
    }
    assert ended.state is BundleState.PARTLY
    assert cases(open_only=True) == 0


def test_one_case_taken_back_by_itself_leaves_the_others_running(me: Actor):
    begun = move_in(me)
    do(withdraw_case, me, case_of(begun, "left"), now=LATER)
    drain(LATER)
    assert states(me, begun)["left"] is StepState.WITHDRAWN
    assert states(me, begun)["right"] is StepState.RUNNING


def test_nothing_is_kept_of_a_form_that_is_not_complete_and_each_fault_is_told_once(me: Actor):
    with pytest.raises(BundleNotComplete) as refused:
        submit_bundle(
            actor=me, bundle_code="moving-in", bundle_version=1,
            answers={"take.extra": True, "endorse.phone": "not a number"},
            material_blobs={}, idempotency_token="moving-in-0002", agreement=AGREED, now=NOW,
        )  # fmt: skip
    assert [problem.where for problem in refused.value.problems] == ["endorse.phone"]
    assert (BundleCase.objects.count(), cases()) == (0, 0)


def test_only_whom_it_concerns_sees_it_and_officers_see_which_bundle_a_case_belongs_to(me: Actor):
    begun = move_in(me)
    for stranger in (a_resident(), OFFICER, Actor.anonymous()):
        with pytest.raises(BundleCaseNotFound):
            bundle_case(stranger, begun.id)
        with pytest.raises(BundleCaseNotFound):
            withdraw_bundle(actor=stranger, bundle_case_id=begun.id, expected_version=1, now=LATER)
    member = bundle_of_case(OFFICER, case_of(begun, "left").id)
    assert member is not None
    assert (member.number, len(member.sisters)) == (begun.number, 3)


def test_a_running_bundle_stays_on_its_version(me: Actor):
    begun = move_in(me)
    publish_moving(MOVING.replace("code: right", "code: middle"))
    publish_moving(MOVING.replace("code: right", "code: middle"))
    assert BundleVersion.objects.count() == 2
    assert "right" in states(me, begun)
    with pytest.raises(BundleChanged):
        submit_bundle(
            actor=me, bundle_code="moving-in", bundle_version=1, answers={}, material_blobs={},
            idempotency_token="moving-in-0003", agreement=AGREED, now=NOW,
        )  # fmt: skip


def test_cases_are_counted_once_each(me: Actor):
    move_in(me)
    assert cases() == 3
