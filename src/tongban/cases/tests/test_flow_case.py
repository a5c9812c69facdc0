"""A case that runs on a flow: side by side, reviewed jointly, sent back, decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.cases.api import (
    CaseNotFound,
    CaseState,
    CaseView,
    MoveNotPossible,
    NotYourTask,
    WordsMissing,
    accept_case,
    append_deadlines,
    case,
    claim_task,
    complete_step,
    decide_case,
    desk_queue,
    hand_over_case,
    return_step,
    transfer_step,
    withdraw_case,
)
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow.moving import replay
from tongban.cases.history import stored_events
from tongban.cases.models import CaseEvent, CaseFlow, Task
from tongban.cases.published_flows import flow_version
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    flow_item,
    submit,
    working_days,
)
from tongban.cases.tests.flows import HOUSING, PLANNING, SIGN
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db

US = an_officer()
PLANNER = an_officer(Duty.REVIEWER, agency_code=PLANNING, region="990100", name="planner")
BUILDER = an_officer(Duty.REVIEWER, agency_code=HOUSING, region="990100", name="builder")


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    flow_item(SIGN)


@pytest.fixture
def me() -> Actor:
    return a_resident()


@pytest.fixture
def accepted(me: Actor) -> CaseView:
    return do(accept_case, US, submit(me, COMMITTED, item_version=2))


def step(actor: Actor, known: CaseView, outcome: str = "done", **given: str) -> CaseView:
    now = case(actor, known.id, NOW)
    return do(complete_step, actor, now, outcome=outcome, opinion="看过", **given)


def reviewed(known: CaseView) -> CaseView:
    step(US, known)
    step(PLANNER, known)
    step(US, known)
    step(BUILDER, known, "agreed")
    return step(PLANNER, known, "agreed")


def open_tasks(known: CaseView) -> set[tuple[str, str]]:
    rows = Task.objects.filter(case_id=known.id, done_at__isnull=True)
    return set(rows.order_by("id").values_list("step", "agency_code"))


def test_from_acceptance_to_the_decision_through_three_agencies(me: Actor, accepted: CaseView):
    assert open_tasks(accepted) == {("check", AGENCY)}
    assert "decide_case" not in case(US, accepted.id, NOW).available
    step(US, accepted)
    assert open_tasks(accepted) == {("site", AGENCY), ("plan", PLANNING)}
    step(PLANNER, accepted)
    step(US, accepted)
    assert open_tasks(accepted) == {("review", PLANNING), ("review", HOUSING)}
    step(BUILDER, accepted, "agreed")
    step(PLANNER, accepted, "agreed")
    step(US, accepted, "agreed")
    now = case(US, accepted.id, NOW)
    assert "decide_case" in now.available
    assert "complete_step" not in now.available
    ended = do(decide_case, US, now, approve=True, opinion="准予", articles=[])
    assert ended.state is CaseState.APPROVED
    assert open_tasks(accepted) == set()
    seen = case(me, accepted.id, NOW)
    assert [row.done for row in seen.flow.steps if row.code in ("check", "site", "plan")] == [
        True, True, True,
    ]  # fmt: skip
    kinds = [line.kind for line in seen.steps]
    assert kinds.count("StepDone") == 4
    assert kinds.count("JointOpinionGiven") == 2


def test_what_is_stored_is_what_the_events_replay_to(accepted: CaseView):
    reviewed(accepted)
    rows = CaseEvent.objects.filter(case_id=accepted.id).order_by("seq")
    again = replay(lambda version: flow_version("flow", version), stored_events(rows))
    stored = Marking.from_json(CaseFlow.objects.get(case_id=accepted.id).marking)
    assert again == stored
    assert stored.open["review"].merging


def test_each_step_leaves_its_evidence(accepted: CaseView):
    before = len(leaves_about(Actor.system("tests"), accepted.id))
    reviewed(accepted)
    assert len(leaves_about(Actor.system("tests"), accepted.id)) - before >= 5


def test_an_agency_with_a_step_finds_the_case_in_its_queue_and_no_longer_after(accepted: CaseView):
    assert desk_queue(PLANNER, now=NOW).items == ()
    step(US, accepted)
    assert [row.id for row in desk_queue(PLANNER, now=NOW).items] == [accepted.id]
    with pytest.raises(CaseNotFound):
        case(BUILDER, accepted.id, NOW)
    mine = case(PLANNER, accepted.id, NOW)
    assert set(mine.available) == {"complete_step", "transfer_step", "claim_task"}
    do(claim_task, PLANNER, mine)
    assert desk_queue(PLANNER, now=NOW).items[0].claimed_by_me
    step(PLANNER, accepted)
    assert desk_queue(PLANNER, now=NOW).items == ()
    assert case(PLANNER, accepted.id, NOW).available == ()


def test_the_decision_waits_for_the_flow_and_stays_with_the_deciding_agency(accepted: CaseView):
    with pytest.raises(MoveNotPossible) as early:
        do(decide_case, US, accepted, approve=True, opinion="准予", articles=[])
    assert early.value.code == "cases.decision_not_reached"
    step(US, accepted)
    now = case(PLANNER, accepted.id, NOW)
    planner = an_officer(agency_code=PLANNING, region="990100", name="head")
    with pytest.raises(MoveNotPossible):
        do(decide_case, planner, now, approve=True, opinion="准予", articles=[])
    with pytest.raises((NotYourTask, CaseNotFound)):
        do(withdraw_case, planner, now)


def test_a_return_a_transfer_and_a_handover(accepted: CaseView):
    reviewed(accepted)
    back = do(return_step, US, case(US, accepted.id, NOW), to="split", reason="位置变了")
    assert open_tasks(accepted) == {("site", AGENCY), ("plan", PLANNING)}
    assert any(line.kind == "StepReturned" for line in back.steps)
    given = {"to_agency": HOUSING, "reason": "由住建办理"}
    with pytest.raises(NotYourTask):
        do(hand_over_case, PLANNER, back, **given)
    do(transfer_step, PLANNER, back, **given)
    assert open_tasks(accepted) == {("site", AGENCY), ("plan", HOUSING)}
    with pytest.raises(MoveNotPossible):
        do(hand_over_case, US, case(US, accepted.id, NOW), **given)


def test_nothing_is_done_without_words_or_with_an_outcome_the_step_has_not(accepted: CaseView):
    with pytest.raises(WordsMissing):
        do(complete_step, US, accepted, outcome="done", opinion=" ")
    with pytest.raises(MoveNotPossible):
        do(complete_step, US, accepted, outcome="agreed", opinion="看过")
    assert open_tasks(accepted) == {("check", AGENCY)}


def test_a_withdrawal_closes_every_step(me: Actor, accepted: CaseView):
    step(US, accepted)
    gone = do(withdraw_case, me, case(me, accepted.id, NOW))
    assert gone.state is CaseState.WITHDRAWN
    assert open_tasks(accepted) == set()
    assert desk_queue(PLANNER, now=NOW).items == ()


def test_silence_starts_the_flow_too(me: Actor):
    silent = submit(me, COMMITTED, item_version=2)
    append_deadlines(NOW + working_days(6))
    assert open_tasks(silent) == {("check", AGENCY)}


def test_a_running_case_stays_on_its_version(me: Actor, accepted: CaseView):
    decide = replace(SIGN.by_code["decide"], returns=())
    flow_item(replace(SIGN, version=2, start="decide", nodes=(decide,)))
    later = do(accept_case, US, submit(me, COMMITTED, item_version=2))
    assert open_tasks(later) == {("decide", AGENCY)}
    step(US, accepted)
    assert case(US, accepted.id, NOW).flow.version == 1
