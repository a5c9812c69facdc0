"""The flow of a case as its readers see it: which steps are done, open, still to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tongban.agencies.api import agency
from tongban.cases.domain.events import Event
from tongban.cases.domain.flow.definition import DECIDING, WORKED, Flow, Node, NodeKind
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow_events import JointOpinionGiven, StepDone
from tongban.cases.models import Case, Task
from tongban.cases.views.flow import FlowView, StepRow
from tongban.kernel.later import Later
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text


def flow_view(
    standing: tuple[Flow, Marking] | None,
    events: Callable[[], Sequence[Event]],
    case: Case,
    mine: Task | None,
) -> FlowView | None:
    """The flow of a case, with the step of the reader's agency; None when it runs on none.

    ``events`` gives all of the case, asked when the steps are looked at.
    """
    if standing is None:
        return None
    flow, marking = standing

    def rows() -> tuple[StepRow, ...]:
        past = events()
        done = {event.step for event in past if isinstance(event, StepDone)}
        worked = (each for each in flow.nodes if each.kind in WORKED)
        return tuple(_row(each, marking, done, case, past) for each in worked)

    node = flow.by_code[mine.step] if mine and mine.step else None
    return FlowView(
        code=flow.code,
        version=flow.version,
        title=flow.title,
        steps=Later(rows),
        step=node.code if node else "",
        outcomes=tuple((each.code, each.name) for each in node.outcomes) if node else (),
        returns=tuple((to, flow.by_code[to].name) for to in node.returns) if node else (),
    )


def step_verbs(standing: tuple[Flow, Marking] | None, case: Case, mine: Task | None) -> list[str]:
    """What can be done with the step the reader's agency has."""
    if standing is None or mine is None or mine.step not in standing[1].open:
        return []
    node, held = standing[0].by_code[mine.step], standing[1].open[mine.step]
    verbs = ["decide_case" if node.kind is NodeKind.DECISION else "complete_step"]
    if node.returns and (node.kind is not NodeKind.JOINT or held.merging):
        verbs.append("return_step")
    if node.kind is not NodeKind.DECISION:
        verbs.append("transfer_step")
    if mine.agency_code != case.deciding_agency:
        verbs.append("hand_over_case")
    return verbs


def _row(
    node: Node, marking: Marking, done: set[str], case: Case, events: Sequence[Event]
) -> StepRow:
    held = marking.open.get(node.code)
    agencies = held.agencies if held else tuple(marking.handed.get(a, a) for a in node.agencies)
    return StepRow(
        code=node.code,
        name=node.name,
        kind=node.kind.label,
        agencies=tuple(_name_of(code, case) for code in agencies),
        open=held is not None,
        done=held is None and node.code in done,
        spoken=tuple(
            (_name_of(event.by, case), event.at)
            for event in events
            if isinstance(event, StepDone | JointOpinionGiven) and event.step == node.code
        ),
    )


def _name_of(code: str, case: Case) -> Text:
    try:
        return agency(case.deciding_agency if code == DECIDING else code).name
    except Refusal:
        return Text.of(code)
