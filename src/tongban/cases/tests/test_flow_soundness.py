"""Soundness: what is built of blocks is sound, what is not is told, as a slow search would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, event, given, settings

from tongban.cases.domain.flow.definition import (
    ENDS,
    Branch,
    Flow,
    Node,
    NodeKind,
    flow_from_json,
    flow_to_json,
)
from tongban.cases.domain.flow.soundness import faults_from, faults_of
from tongban.cases.tests.flows import SIGN, chain, fan, flow, node, sound_flows, step, wild_flows


@given(sound_flows())
@settings(max_examples=150, deadline=None)
def test_flows_built_of_blocks_are_sound_and_survive_storage(built: Flow):
    assert [(fault.code, fault.where) for fault in faults_of(built)] == []
    assert flow_from_json(flow_to_json(built), built.version) == built


def test_the_flow_of_the_handbook_is_sound():
    assert faults_of(SIGN) == ()


def test_twenty_parallel_branches_and_a_thousand_steps_are_looked_through():
    assert faults_of(fan(20)) == ()
    assert faults_of(chain(1000)) == ()


def stops_badly(checked: Flow) -> bool:
    """The slow obvious search: every interleaving, one token at a time, tokens counted."""
    first = ((checked.start, ""),)
    seen, todo = {first}, [first]
    while todo:
        state = todo.pop()
        following = list(_steps(checked, state))
        if not following and not (len(state) == 1 and state[0][1] == "over"):
            return True
        for after in following:
            if len(set(after)) < len(after):
                return True
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return False


def _steps(checked: Flow, state: tuple) -> Iterator[tuple]:
    for token in state:
        code, source = token
        if source == "over":
            continue
        here = checked.by_code[code]
        used = [token]
        if here.kind is NodeKind.JOIN:
            used = [each for each in state if each[0] == code]
            if {each[1] for each in used} != checked.sources[code] or token != used[0]:
                continue
        rest = list(state)
        for each in used:
            rest.remove(each)
        for targets in _ways(here):
            arrived = [_arrive(checked, code, to) for to in targets]
            yield tuple(sorted([*rest, *arrived]))


def _ways(here: Node) -> list[list[str]]:
    if here.kind in ENDS:
        return [["over"]]
    to = [branch.to for branch in here.next]
    return [[one] for one in to] if here.kind is NodeKind.CHOICE else [to]


def _arrive(checked: Flow, code: str, to: str) -> tuple[str, str]:
    if to == "over":
        return (code, "over")
    return (to, code) if checked.by_code[to].kind is NodeKind.JOIN else (to, "")


@given(wild_flows())
@settings(max_examples=600, deadline=None)
def test_the_search_finds_what_every_interleaving_finds(wild: Flow):
    broken = {"flow.no_way_out", "flow.dead_end", "flow.start_at_join"}
    assume(not broken & {fault.code for fault in faults_of(wild)})
    bad = stops_badly(wild)
    event(f"bad: {bad}")
    assert bool(faults_from(wild, [(wild.start, "")])) == bad


DECIDE = node("decide", NodeKind.DECISION)
SPLIT = node("split", NodeKind.PARALLEL, "a", "b")
JOIN = node("meet", NodeKind.JOIN, "decide")
CHOOSE = node("choose", NodeKind.CHOICE, Branch("a", "done"), Branch("b"))


@pytest.mark.parametrize(
    ("code", "where", "faulty"),
    [
        ("flow.node_twice", "a", flow(step("a", "decide"), step("a", "decide"), DECIDE)),
        ("flow.start_unknown", "start", flow(DECIDE, start="nowhere")),
        ("flow.start_at_join", "start", flow(JOIN, step("a", "meet"), step("b", "meet"), DECIDE)),
        ("flow.next_unknown", "a", flow(step("a", "nowhere"), DECIDE)),
        ("flow.next_unknown", "a", flow(step("a", "decide", returns=("x",)), DECIDE)),
        ("flow.arrow_twice", "a", flow(step("a", "decide", "decide"), DECIDE)),
        (
            "flow.return_impossible",
            "decide",
            flow(SPLIT, step("a", "meet"), step("b", "meet"), JOIN,
                 node("decide", NodeKind.DECISION, returns=("meet",))),
        ),
        ("flow.end_goes_on", "decide", flow(node("decide", NodeKind.DECISION, "decide"))),
        ("flow.dead_end", "a", flow(CHOOSE, step("a"), step("b", "decide"), DECIDE)),
        ("flow.next_not_one", "a", flow(step("a", "decide", "b"), step("b", "decide"), DECIDE)),
        ("flow.parallel_of_one", "p", flow(node("p", NodeKind.PARALLEL, "decide"), DECIDE)),
        ("flow.join_of_one", "j", flow(node("j", NodeKind.JOIN, "decide"), DECIDE)),
        (
            "flow.no_otherwise",
            "c",
            flow(step("a", "c"), node("c", NodeKind.CHOICE, Branch("decide", "done")), DECIDE),
        ),
        (
            "flow.branch_twice",
            "c",
            flow(step("a", "c"),
                 node("c", NodeKind.CHOICE, Branch("decide"), Branch("a")), DECIDE),
        ),
        (
            "flow.outcome_never_given",
            "c",
            flow(step("a", "c"),
                 node("c", NodeKind.CHOICE, Branch("decide", "odd"), Branch("decide")), DECIDE),
        ),
        ("flow.nobody_acts", "a", flow(step("a", "decide", agencies=()), DECIDE)),
        (
            "flow.nobody_acts",
            "a",
            flow(node("a", NodeKind.JOINT, "decide", agencies=("deciding",)), DECIDE),
        ),
        ("flow.unreachable", "b", flow(step("a", "decide"), step("b", "decide"), DECIDE)),
        (
            "flow.no_way_out",
            "b",
            flow(CHOOSE, step("a", "decide"), step("b", "c"), step("c", "b"), DECIDE),
        ),
        ("flow.no_decision", "start", flow(step("a", "w"), node("w", NodeKind.WITHDRAWAL))),
        (
            "flow.waits_for_ever",
            "meet",
            flow(CHOOSE, step("a", "meet"), step("b", "meet"), JOIN, DECIDE),
        ),
        ("flow.comes_twice", "c", flow(SPLIT, step("a", "c"), step("b", "c"),
                                       step("c", "decide"), DECIDE)),
        (
            "flow.left_behind",
            "out",
            flow(SPLIT, step("a", "decide"), step("b", "out"), DECIDE,
                 node("out", NodeKind.WITHDRAWAL)),
        ),
        (
            # Sent back to before the split: the join then waits for the other branch twice.
            "flow.comes_twice",
            "meet",
            flow(step("first", "split"), SPLIT, step("a", "meet", returns=("first",)),
                 step("b", "meet"), JOIN, DECIDE),
        ),
        ("flow.too_long", "start", chain(2001)),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_node_in_both_languages(code: str, where: str, faulty: Flow):
    told = {(fault.code, fault.where): fault for fault in faults_of(faulty)}
    assert (code, where) in told
    fault = told[code, where]
    for words in (fault.message, fault.mend):
        assert words.zh
        assert words.en != words.zh


def test_all_faults_are_told_at_once():
    faulty = flow(
        step("a", "c"),
        node("c", NodeKind.CHOICE, Branch("p", "odd")),
        node("p", NodeKind.PARALLEL, "x", "y"),
        step("x", "j"),
        step("y"),
        node("j", NodeKind.JOIN, "decide"),
        replace(DECIDE, agencies=()),
        step("lost", "decide"),
    )
    assert {fault.code for fault in faults_of(faulty)} >= {
        "flow.no_otherwise", "flow.outcome_never_given", "flow.dead_end", "flow.join_of_one",
        "flow.nobody_acts", "flow.unreachable",
    }  # fmt: skip


def test_a_deadlock_names_the_way_that_leads_there():
    faulty = flow(CHOOSE, step("a", "meet"), step("b", "meet"), JOIN, DECIDE)
    stuck = next(fault for fault in faults_of(faulty) if fault.code == "flow.waits_for_ever")
    assert "choose→" in stuck.message.zh


def test_a_flow_that_can_stand_in_too_many_ways_is_refused_not_guessed():
    # Each branch stays on one of two joins, so the ways multiply: 2 to the 16th.
    branches = []
    for i in range(16):
        branches += [
            node(f"c{i}", NodeKind.CHOICE, Branch(f"l{i}", "done"), Branch(f"r{i}")),
            step(f"l{i}", "left"),
            step(f"r{i}", "right"),
        ]
    tangled = flow(
        node("split", NodeKind.PARALLEL, *(f"c{i}" for i in range(16))),
        *branches,
        node("left", NodeKind.JOIN, "decide"),
        node("right", NodeKind.JOIN, "decide"),
        DECIDE,
    )
    assert "flow.too_tangled" in {fault.code for fault in faults_of(tangled)}
