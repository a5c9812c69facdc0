"""Tokens through a flow: one event in, the new state and what is to be done out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tongban.cases.domain.events import Approved, Denied, Event, RenewedBySilence, Withdrawn
from tongban.cases.domain.flow.definition import DONE, WORKED, Flow, Node, NodeKind
from tongban.cases.domain.flow.marking import (
    CloseTask,
    End,
    EndFlow,
    Held,
    Marking,
    Moved,
    OpenTask,
    Order,
)
from tongban.cases.domain.flow.migrating import moved_marking, read_moves
from tongban.cases.domain.flow_events import (
    CaseHandedOver,
    FlowMigrated,
    FlowStarted,
    JointOpinionGiven,
    StepDone,
    StepReturned,
    StepTransferred,
)

RETURNED = "returned"


class IllegalMove(ValueError):
    """This event cannot happen where the flow stands; ``code`` says why, stably."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def start(flow: Flow) -> Moved:
    """The flow as a case enters it: the first token placed, and the tasks that opens, in order.

    For a flow that is sound (``faults_of``); IllegalMove for one that runs in circles.
    """
    draft = _Draft(flow, Marking(flow.version))
    draft.put(flow.start, "", DONE.code)
    return draft.moved()


def advance(flow: Flow, marking: Marking, event: Event) -> Moved:
    """The flow after one event. IllegalMove when it cannot have happened here.

    Costs what is open at once, whatever the length of the flow and of its past. Events that do
    not concern the flow leave it as it is.
    """
    step = _MOVES.get(type(event))
    if step is None:
        return Moved(marking, ())
    if marking.ended is not None:
        raise IllegalMove("flow_ended", type(event).__name__)
    draft = _Draft(flow, marking)
    step(draft, event)
    return draft.moved()


def replay(flow_of: Callable[[int], Flow], events: Iterable[Event]) -> Marking | None:
    """Where the events lead; None before the flow started. ``flow_of`` gives a version."""
    marking: Marking | None = None
    for event in events:
        if isinstance(event, FlowStarted):
            marking = start(flow_of(event.version)).marking
        elif isinstance(event, FlowMigrated) and marking is not None:
            old, new = flow_of(marking.version), flow_of(event.version)
            marking = moved_marking(old, new, read_moves(event.moves), marking)
        elif marking is not None and marking.ended is None:
            marking = advance(flow_of(marking.version), marking, event).marking
    return marking


class _Draft:
    """A marking being changed; the one given stays as it was."""

    def __init__(self, flow: Flow, marking: Marking) -> None:
        self.flow = flow
        self.version = marking.version
        self.open = dict(marking.open)
        self.arrived = dict(marking.arrived)
        self.handed = dict(marking.handed)
        self.ended = marking.ended
        self.orders: list[Order] = []

    def moved(self) -> Moved:
        marking = Marking(self.version, self.open, self.arrived, self.handed, self.ended)
        return Moved(marking, tuple(self.orders))

    def node(self, code: str) -> Node:
        node = self.flow.by_code.get(code)
        if node is None:
            raise IllegalMove("step_unknown", code)
        return node

    def held(self, code: str, agency: str) -> Held:
        """The open step, when it is this agency's turn."""
        held = self.open.get(code)
        if held is None:
            raise IllegalMove("step_not_open", code)
        if agency not in held.waiting_for:
            raise IllegalMove("not_this_agency", agency)
        return held

    def take(self, held: Held) -> None:
        del self.open[held.node]
        self.orders += [CloseTask(held.node, agency) for agency in held.waiting_for]

    def put(self, code: str, source: str, outcome: str) -> None:
        """A token arrives and runs on through gateways to where somebody must act."""
        arriving = [(code, source)]
        for _ in range(2 * len(self.flow.nodes) + 1):
            if not arriving:
                return
            code, source = arriving.pop()
            node = self.node(code)
            if node.kind in WORKED:
                self._open(node)
            elif node.kind is NodeKind.WITHDRAWAL:
                self.end(End.WITHDRAWN)
                return
            else:
                arriving += [(to, code) for to in self._through(node, source, outcome)]
        raise IllegalMove("flow_runs_in_circles", code)

    def _open(self, node: Node) -> None:
        if node.code in self.open:
            raise IllegalMove("token_doubled", node.code)
        held = Held(node.code, tuple(self.handed.get(a, a) for a in node.agencies))
        self.open[node.code] = held
        self.ask(held)

    def ask(self, held: Held) -> None:
        self.orders += [OpenTask(held.node, a, held.merging) for a in held.waiting_for]

    def _through(self, node: Node, source: str, outcome: str) -> list[str]:
        if node.kind is NodeKind.JOIN:
            there = self.arrived.get(node.code, frozenset()) | {source}
            if there != self.flow.sources[node.code]:
                self.arrived[node.code] = there
                return []
            self.arrived.pop(node.code, None)
            return [branch.to for branch in node.next]
        if node.kind is NodeKind.CHOICE:
            taken = [b for b in node.next if b.when == outcome]
            taken = taken or [b for b in node.next if b.when is None]
            if not taken:
                raise IllegalMove("no_branch", node.code)
            return [taken[0].to]
        # The last in is the first out: reversed keeps the order of the definition.
        return [branch.to for branch in reversed(node.next)]

    def end(self, how: End) -> None:
        for held in list(self.open.values()):
            self.take(held)
        self.arrived.clear()
        self.ended = how
        self.orders.append(EndFlow(how))


def _done(draft: _Draft, event: StepDone) -> None:
    held, node = draft.held(event.step, event.agency), draft.node(event.step)
    if node.kind is NodeKind.DECISION:
        raise IllegalMove("decide_instead", event.step)
    if node.kind is NodeKind.JOINT and not held.merging:
        raise IllegalMove("opinions_missing", event.step)
    if event.outcome not in node.outcome_codes:
        raise IllegalMove("outcome_unknown", event.outcome)
    draft.take(held)
    draft.put(node.next[0].to, node.code, event.outcome)


def _opinion(draft: _Draft, event: JointOpinionGiven) -> None:
    held, node = draft.held(event.step, event.agency), draft.node(event.step)
    if node.kind is not NodeKind.JOINT or held.merging:
        raise IllegalMove("no_joint_review", event.step)
    if event.outcome not in node.outcome_codes:
        raise IllegalMove("outcome_unknown", event.outcome)
    spoken = Held(held.node, held.agencies, (*held.given, (event.agency, event.outcome)))
    draft.open[held.node] = spoken
    draft.orders.append(CloseTask(held.node, event.agency))
    if spoken.merging:
        draft.ask(spoken)


def _returned(draft: _Draft, event: StepReturned) -> None:
    held, node = draft.held(event.step, event.agency), draft.node(event.step)
    if event.to not in node.returns:
        raise IllegalMove("no_return_there", event.to)
    if node.kind is NodeKind.JOINT and event.agency != held.agencies[0]:
        raise IllegalMove("lead_only", event.agency)
    draft.take(held)
    draft.put(event.to, node.code, RETURNED)


def _transferred(draft: _Draft, event: StepTransferred) -> None:
    held = draft.held(event.step, event.agency)
    if event.to_agency in held.agencies:
        raise IllegalMove("has_it_already", event.to_agency)
    _pass_on(draft, held, event.agency, event.to_agency)


def _handed_over(draft: _Draft, event: CaseHandedOver) -> None:
    old, new = event.from_agency, event.to_agency
    known = {draft.handed.get(agency, agency) for agency in draft.flow.agencies}
    known |= {agency for held in draft.open.values() for agency in held.agencies}
    if old not in known or new in known:
        raise IllegalMove("cannot_hand_over", f"{old} to {new}")
    draft.handed = {a: new if b == old else b for a, b in draft.handed.items()}
    draft.handed.setdefault(old, new)
    for held in list(draft.open.values()):
        if old in held.agencies:
            _pass_on(draft, held, old, new)


def _pass_on(draft: _Draft, held: Held, old: str, new: str) -> None:
    """``new`` stands where ``old`` stood, with what ``old`` has said."""
    passed = Held(
        held.node,
        tuple(new if agency == old else agency for agency in held.agencies),
        tuple((new if agency == old else agency, said) for agency, said in held.given),
    )
    draft.open[held.node] = passed
    if old in held.waiting_for:
        draft.orders += [CloseTask(held.node, old), OpenTask(held.node, new, passed.merging)]


def _decided(draft: _Draft, event: Approved | Denied) -> None:
    del event
    deciding = [c for c in draft.open if draft.node(c).kind is NodeKind.DECISION]
    if not deciding:
        raise IllegalMove("decision_not_reached", "、".join(draft.open))
    draft.end(End.DECIDED)


def _renewed(draft: _Draft, event: RenewedBySilence) -> None:
    """The law decided; whatever was open is over."""
    del event
    draft.end(End.DECIDED)


def _withdrawn(draft: _Draft, event: Withdrawn) -> None:
    del event
    draft.end(End.WITHDRAWN)


_MOVES: dict[type[Event], Callable[[_Draft, Any], None]] = {
    StepDone: _done,
    JointOpinionGiven: _opinion,
    StepReturned: _returned,
    StepTransferred: _transferred,
    CaseHandedOver: _handed_over,
    Approved: _decided,
    Denied: _decided,
    RenewedBySilence: _renewed,
    Withdrawn: _withdrawn,
}
