"""Tokens through flows: random cases always come to an end, and replay to the same place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.cases.domain.events import Approved, Denied, Event, OpinionGiven, Withdrawn
from tongban.cases.domain.flow.definition import DECIDING, Branch, Flow, NodeKind
from tongban.cases.domain.flow.marking import (
    CloseTask,
    End,
    EndFlow,
    Marking,
    OpenTask,
    Order,
)
from tongban.cases.domain.flow.migrating import preview, read_moves, write_moves
from tongban.cases.domain.flow.moving import IllegalMove, advance, replay, start
from tongban.cases.domain.flow_events import (
    CaseHandedOver,
    FlowMigrated,
    FlowStarted,
    JointOpinionGiven,
    StepDone,
    StepReturned,
    StepTransferred,
)
from tongban.cases.tests.flows import (
    HOUSING,
    PLANNING,
    SIGN,
    chain,
    fan,
    flow,
    node,
    sound_flows,
    step,
)

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OTHER = "11990102000102613W"


def done(code: str, outcome: str = "done", agency: str = DECIDING) -> StepDone:
    return StepDone(at=AT, by="a", step=code, agency=agency, outcome=outcome)


def said(code: str, agency: str, outcome: str = "agreed") -> JointOpinionGiven:
    return JointOpinionGiven(at=AT, by="a", step=code, agency=agency, outcome=outcome)


def returned(code: str, to: str, agency: str = DECIDING) -> StepReturned:
    return StepReturned(at=AT, by="a", step=code, agency=agency, to=to)


APPROVED = Approved(at=AT, by="a")


def through(moved_flow: Flow, *events: Event) -> Marking:
    marking = start(moved_flow).marking
    for each in events:
        marking = advance(moved_flow, marking, each).marking
    return marking


class Desk:
    """Keeps the tasks as the orders say, and checks that no order is nonsense."""

    def __init__(self) -> None:
        self.tasks: set[tuple[str, str]] = set()
        self.over: End | None = None

    def carry_out(self, orders: tuple[Order, ...]) -> None:
        for order in orders:
            if isinstance(order, OpenTask):
                assert (order.node, order.agency) not in self.tasks
                self.tasks.add((order.node, order.agency))
            elif isinstance(order, CloseTask):
                self.tasks.remove((order.node, order.agency))
            else:
                assert self.over is None
                self.over = order.how


@given(sound_flows(), st.data())
@settings(max_examples=150, deadline=None)
def test_every_case_comes_to_its_end_whatever_is_done_in_which_order(of: Flow, data: st.DataObject):
    moved, desk = start(of), Desk()
    desk.carry_out(moved.orders)
    events: list[Event] = [FlowStarted(at=AT, by="a", flow=of.code, version=of.version)]
    returns_left = 3
    for _ in range(400):
        code, agency = data.draw(st.sampled_from(sorted(desk.tasks)))
        here, held = of.by_code[code], moved.marking.open[code]
        act: Event
        if here.returns and returns_left and data.draw(st.booleans()):
            returns_left -= 1
            act = returned(code, here.returns[0], agency)
            if not (held.merging or here.kind is not NodeKind.JOINT):
                with pytest.raises(IllegalMove, match="lead_only"):
                    advance(of, moved.marking, act)
                continue
        elif here.kind is NodeKind.DECISION:
            act = APPROVED
        elif here.kind is NodeKind.JOINT and not held.merging:
            act = said(code, agency, data.draw(st.sampled_from(here.outcome_codes)))
        else:
            act = done(code, data.draw(st.sampled_from(here.outcome_codes)), agency)
        events.append(act)
        moved = advance(of, moved.marking, act)
        desk.carry_out(moved.orders)
        waiting = {(h.node, a) for h in moved.marking.open.values() for a in h.waiting_for}
        assert desk.tasks == waiting
        assert Marking.from_json(moved.marking.to_json()) == moved.marking
        if moved.marking.ended:
            break
    assert desk.over is End.DECIDED
    assert desk.tasks == set()
    assert replay(lambda version: of, events) == moved.marking


def test_parallel_steps_are_open_together_and_the_join_waits_for_all():
    at_split = through(SIGN, done("check"))
    assert set(at_split.open) == {"site", "plan"}
    one_back = advance(SIGN, at_split, done("plan", agency=PLANNING))
    assert set(one_back.marking.open) == {"site"}
    assert one_back.orders == (CloseTask("plan", PLANNING),)
    both = advance(SIGN, one_back.marking, done("site"))
    assert both.orders == (
        CloseTask("site", DECIDING), OpenTask("review", PLANNING), OpenTask("review", HOUSING),
    )  # fmt: skip


REVIEW = (done("check"), done("site"), done("plan", agency=PLANNING))


def test_in_a_joint_review_the_lead_speaks_last_and_draws_it_together():
    opened = through(SIGN, *REVIEW)
    with pytest.raises(IllegalMove, match="not_this_agency"):
        advance(SIGN, opened, done("review", "agreed"))
    with pytest.raises(IllegalMove, match="opinions_missing"):
        advance(SIGN, opened, done("review", "agreed", PLANNING))
    one = advance(SIGN, opened, said("review", HOUSING)).marking
    with pytest.raises(IllegalMove, match="not_this_agency"):
        advance(SIGN, one, said("review", HOUSING))
    all_in = advance(SIGN, one, said("review", PLANNING, "objected"))
    assert all_in.orders[-1] == OpenTask("review", DECIDING, merging=True)
    after = advance(SIGN, all_in.marking, done("review", "objected")).marking
    assert set(after.open) == {"again"}


def test_a_return_opens_the_earlier_step_again_and_only_a_named_one():
    at_review = through(SIGN, *REVIEW, said("review", HOUSING), said("review", PLANNING))
    assert set(advance(SIGN, at_review, returned("review", "split")).marking.open) == {
        "site", "plan",
    }  # fmt: skip
    with pytest.raises(IllegalMove, match="no_return_there"):
        advance(SIGN, at_review, returned("review", "check"))


def test_a_transfer_moves_one_step_and_a_handover_all_of_an_agency():
    at_split = through(SIGN, done("check"))
    transfer = StepTransferred(at=AT, by="a", step="site", agency=DECIDING, to_agency=OTHER)
    moved = advance(SIGN, at_split, transfer)
    assert moved.orders == (CloseTask("site", DECIDING), OpenTask("site", OTHER))
    over = CaseHandedOver(at=AT, by="a", from_agency=DECIDING, to_agency=OTHER)
    handed = advance(SIGN, at_split, over).marking
    assert handed.open["site"].agencies == (OTHER,)
    later = advance(SIGN, handed, done("site", agency=OTHER)).marking
    later = advance(SIGN, later, done("plan", agency=PLANNING)).marking
    assert later.open["review"].agencies == (OTHER, PLANNING, HOUSING)
    onward = CaseHandedOver(at=AT, by="a", from_agency=OTHER, to_agency="119900000")
    assert advance(SIGN, later, onward).marking.open["review"].agencies[0] == "119900000"
    twice = CaseHandedOver(at=AT, by="a", from_agency=PLANNING, to_agency=HOUSING)
    with pytest.raises(IllegalMove, match="cannot_hand_over"):
        advance(SIGN, at_split, twice)


def test_a_handover_in_the_midst_of_a_joint_review_keeps_what_was_said():
    opened = through(SIGN, *REVIEW, said("review", PLANNING))
    over = CaseHandedOver(at=AT, by="a", from_agency=PLANNING, to_agency=OTHER)
    handed = advance(SIGN, opened, over).marking
    assert handed.open["review"].given == ((OTHER, "agreed"),)
    assert handed.open["review"].waiting_for == (HOUSING,)


def test_the_decision_must_have_been_reached_and_a_withdrawal_ends_it_from_anywhere():
    at_split = through(SIGN, done("check"))
    with pytest.raises(IllegalMove, match="decision_not_reached"):
        advance(SIGN, at_split, Denied(at=AT, by="a", articles=("x",)))
    over = advance(SIGN, at_split, Withdrawn(at=AT, by="applicant"))
    assert over.marking.ended is End.WITHDRAWN
    assert over.orders[-1] == EndFlow(End.WITHDRAWN)
    with pytest.raises(IllegalMove, match="flow_ended"):
        advance(SIGN, over.marking, done("site"))


def test_a_withdrawal_node_ends_the_flow():
    of = flow(
        step("ask", "came"),
        node("came", NodeKind.CHOICE, Branch("decide", "done"), Branch("gone")),
        node("decide", NodeKind.DECISION),
        node("gone", NodeKind.WITHDRAWAL),
    )
    assert set(through(of, done("ask")).open) == {"decide"}


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (done("nowhere"), "step_not_open"),
        (done("site"), "step_not_open"),
        (done("check", agency=PLANNING), "not_this_agency"),
        (done("check", "odd"), "outcome_unknown"),
        (said("check", DECIDING), "no_joint_review"),
        (StepTransferred(at=AT, by="a", step="check", agency=DECIDING, to_agency=DECIDING),
         "has_it_already"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(act: Event, why: str):
    before = start(SIGN).marking
    kept = before.to_json()
    with pytest.raises(IllegalMove) as refused:
        advance(SIGN, before, act)
    assert refused.value.code == why
    assert before.to_json() == kept


def test_an_opinion_of_a_reviewer_does_not_move_the_flow():
    before = start(SIGN).marking
    assert advance(SIGN, before, OpinionGiven(at=AT, by="a", duty="reviewer")).marking is before


def test_the_state_is_as_small_as_what_is_open():
    long = chain(1000)
    marking = start(long).marking
    for i in range(900):
        marking = advance(long, marking, done(f"s{i}")).marking
        assert len(marking.open) == 1
    assert marking.to_json()["arrived"] == {}
    wide = through(fan(20), *(done(f"b{i}") for i in range(19)))
    assert len(wide.open) + len(wide.arrived["meet"]) == 20


class TestMigration:
    new = flow(
        step("look", "split"),
        node("split", NodeKind.PARALLEL, "survey", "plan"),
        step("survey", "meet"),
        step("plan", "meet", agencies=(PLANNING,)),
        node("meet", NodeKind.JOIN, "review"),
        node("review", NodeKind.JOINT, "decide", agencies=(DECIDING, HOUSING)),
        node("decide", NodeKind.DECISION),
        version=2,
    )

    def test_a_case_moves_by_an_explicit_map_and_replays_there(self):
        at_split = through(SIGN, done("check"), done("plan", agency=PLANNING))
        mapping = {"site": "survey", "meet": "meet", "plan": "plan"}
        seen = preview(SIGN, self.new, mapping, at_split)
        assert seen.problems == ()
        assert dict(seen.moves) == mapping
        assert seen.marking is not None
        assert set(seen.marking.open) == {"survey"}
        events = [
            FlowStarted(at=AT, by="a", flow="flow", version=1),
            done("check"),
            done("plan", agency=PLANNING),
            FlowMigrated(at=AT, by="a", version=2, moves=write_moves(mapping)),
            done("survey"),
            said("review", HOUSING),
            done("review", "agreed"),
            APPROVED,
        ]
        ended = replay({1: SIGN, 2: self.new}.__getitem__, events)
        assert ended is not None
        assert ended.ended is End.DECIDED
        assert ended.version == 2

    def test_opinions_of_agencies_that_remain_still_count(self):
        opened = through(SIGN, *REVIEW, said("review", HOUSING), said("review", PLANNING))
        seen = preview(SIGN, self.new, {"review": "review"}, opened)
        assert seen.marking is not None
        assert seen.marking.open["review"].given == ((HOUSING, "agreed"),)
        assert seen.marking.open["review"].merging

    def test_all_that_forbids_it_is_told_and_nothing_happens(self):
        at_split = through(SIGN, done("check"), done("plan", agency=PLANNING))
        codes = [p.code for p in preview(SIGN, self.new, {"site": "review"}, at_split).problems]
        assert codes == ["flow.map_changes_kind", "flow.not_in_map", "flow.not_in_map"]
        lost = preview(SIGN, self.new, {"site": "gone", "meet": "meet", "plan": "plan"}, at_split)
        assert [p.code for p in lost.problems] == ["flow.map_target_unknown"]
        twice = preview(SIGN, self.new, {"site": "plan", "meet": "meet", "plan": "plan"}, at_split)
        assert [p.code for p in twice.problems] == ["flow.map_target_twice"]

    def test_a_map_that_would_leave_the_case_stuck_is_seen_beforehand(self):
        at_check = start(SIGN).marking
        # The survey alone will never bring the other branch to the join.
        stuck = preview(SIGN, self.new, {"check": "survey"}, at_check)
        assert [p.code for p in stuck.problems] == ["flow.waits_for_ever"]

    def test_moves_read_as_they_were_written(self):
        mapping = {"a": "b", "c": "d"}
        assert read_moves(write_moves(mapping)) == mapping
