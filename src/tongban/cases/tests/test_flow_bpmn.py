"""BPMN: what is written is read back the same; what is not understood is refused by its name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from tongban.cases.domain.flow.bpmn import names
from tongban.cases.domain.flow.bpmn.parse import MOST_BYTES, Element, parse
from tongban.cases.domain.flow.bpmn.read import from_bpmn
from tongban.cases.domain.flow.bpmn.write import to_bpmn
from tongban.cases.domain.flow.definition import Flow, NodeKind
from tongban.cases.domain.flow.soundness import faults_of
from tongban.cases.tests.flows import SIGN, chain, sound_flows


@given(sound_flows())
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_back_the_same(written: Flow):
    read = from_bpmn(to_bpmn(written).encode(), written.version)
    assert read.problems == ()
    assert read.flow == written


def test_a_long_flow_and_the_one_of_the_handbook_come_back_the_same():
    for written in (SIGN, chain(1000)):
        assert from_bpmn(to_bpmn(written).encode(), 1).flow == written


def everything(element: Element) -> list[Element]:
    return [element, *(each for child in element.children for each in everything(child))]


@given(sound_flows())
@settings(max_examples=50, deadline=None)
def test_a_viewer_finds_a_box_for_every_node_and_a_line_for_every_flow(drawn: Flow):
    found = everything(parse(to_bpmn(drawn).encode()))
    ids = [each.get("id") for each in found if each.get("id")]
    assert len(ids) == len(set(ids))
    nodes = {each.get("id") for each in found if each.space == names.MODEL}
    shapes = [each for each in found if each.name == "BPMNShape"]
    edges = [each for each in found if each.name == "BPMNEdge"]
    assert {each.get("bpmnElement") for each in [*shapes, *edges]} <= nodes
    boxes = [tuple(sorted(each.children[0].attributes.items())) for each in shapes]
    assert len(set(boxes)) == len(boxes) == len(shapes)
    assert len(edges) == sum(each.name == "sequenceFlow" for each in found)
    assert all(len(each.children) >= 2 for each in edges)


def foreign(inside: str) -> bytes:
    return (
        f'<definitions xmlns="{names.MODEL}" xmlns:xsi="{names.SCHEMA}"><process id="p">'
        f"{inside}</process></definitions>"
    ).encode()


PLAIN = """<startEvent id="s"/><userTask id="check" name="Check"/><exclusiveGateway id="g"
default="f4"/><task id="more" name="More"/><task id="decide" name="Decide"/><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="check"/>
<sequenceFlow id="f2" sourceRef="check" targetRef="g"/>
<sequenceFlow id="f3" sourceRef="g" targetRef="more"><conditionExpression
xsi:type="tFormalExpression">${outcome == "unclear"}</conditionExpression></sequenceFlow>
<sequenceFlow id="f4" sourceRef="g" targetRef="decide"/>
<sequenceFlow id="f5" sourceRef="more" targetRef="decide"/>
<sequenceFlow id="f6" sourceRef="decide" targetRef="e"/>"""


def test_a_file_of_another_tool_becomes_a_sound_flow():
    read = from_bpmn(foreign(PLAIN))
    assert read.problems == ()
    assert read.flow is not None
    assert faults_of(read.flow) == ()
    kinds = {node.code: node.kind for node in read.flow.nodes}
    assert kinds["decide"] is NodeKind.DECISION
    assert kinds["g"] is NodeKind.CHOICE
    assert read.flow.by_code["check"].outcome_codes == ("done", "unclear")


@pytest.mark.parametrize(
    "unknown",
    [
        "inclusiveGateway", "eventBasedGateway", "complexGateway", "subProcess", "callActivity",
        "scriptTask", "serviceTask", "sendTask", "boundaryEvent", "intermediateCatchEvent",
        "transaction", "dataObject",
    ],
)  # fmt: skip
def test_what_is_not_supported_is_refused_by_its_name_and_line(unknown: str):
    read = from_bpmn(foreign(f'{PLAIN}\n<{unknown} id="odd"/>'))
    assert read.flow is None
    told = [each for each in read.problems if each.code == "flow.bpmn_unsupported"]
    assert len(told) == 1
    assert unknown in told[0].message.zh
    assert "odd" in told[0].message.en
    assert told[0].where == f"line {PLAIN.count(chr(10)) + 2}"


def test_events_inside_a_start_are_refused_too():
    start = '<startEvent id="s"><timerEventDefinition/></startEvent>'
    timed = PLAIN.replace('<startEvent id="s"/>', start)
    assert "timerEventDefinition" in from_bpmn(foreign(timed)).problems[0].message.en


def test_all_problems_are_told_at_once():
    broken = PLAIN.replace('${outcome == "unclear"}', "amount > 5") + '<scriptTask id="x"/>'
    broken += '<sequenceFlow id="f9" sourceRef="check" targetRef="gone"/>'
    codes = {each.code for each in from_bpmn(foreign(broken)).problems}
    assert {"flow.bpmn_unsupported", "flow.bpmn_arrow_to_nowhere"} <= codes
    condition = PLAIN.replace('${outcome == "unclear"}', "amount > 5")
    told = from_bpmn(foreign(condition)).problems
    assert {each.code for each in told} == {"flow.bpmn_condition_unknown"}


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    "attack",
    [
        BOMB, OUTSIDE, b"", b"<x", b"not xml", b"<a>" * 30 + b"</a>" * 30,
        b"<a>" + b"<b/>" * 40_001 + b"</a>", b" " * (MOST_BYTES + 1),
    ],
    ids=["bomb", "outside", "empty", "cut", "words", "deep", "many", "large"],
)  # fmt: skip
def test_dangerous_and_broken_documents_are_not_read(attack: bytes):
    read = from_bpmn(attack)
    assert read.flow is None
    assert [each.code for each in read.problems] == ["flow.bpmn_unreadable"]


def test_two_processes_are_one_too_many():
    two = f'<definitions xmlns="{names.MODEL}"><process id="a"/><process id="b"/></definitions>'
    assert from_bpmn(two.encode()).problems[0].code == "flow.bpmn_not_one_process"
    none = f'<definitions xmlns="{names.MODEL}"><process id="a"/></definitions>'
    assert from_bpmn(none.encode()).problems[0].code == "flow.bpmn_start_not_one"


@pytest.mark.parametrize(("ours", "edited"), [("span", "soon"), ("outcomes", "[1"), ("names", "3")])
def test_our_own_attributes_edited_by_hand_are_a_problem_not_a_crash(ours: str, edited: str):
    written = re.sub(rf' tb:{ours}=("[^"]*"|\'[^\']*\')', "", to_bpmn(SIGN))
    broken = written.replace(' tb:duty="reviewer"', f' tb:duty="reviewer" tb:{ours}="{edited}"')
    read = from_bpmn(broken.encode())
    assert [each.code for each in read.problems] == ["flow.bpmn_our_words_broken"]
