"""What an entry of the shelf ``flows`` says: a flow 办理流程, node by node."""

from __future__ import annotations

from pydantic import Field

from tongban.cases.domain.flow.definition import (
    AGREED,
    DECIDING,
    DONE,
    OBJECTED,
    WORKED,
    Branch,
    Flow,
    Node,
    NodeKind,
    Outcome,
)
from tongban.content.api import EntryCode, LocalText, PackModel, SpanText
from tongban.kernel.actor import Duty

_USUAL = {NodeKind.STEP: (DONE,), NodeKind.JOINT: (AGREED, OBJECTED)}


class OutcomeEntry(PackModel):
    """One way a step can come out."""

    code: EntryCode
    name: LocalText


class BranchEntry(PackModel):
    """An arrow that is taken when the step before came out so; without ``when``, else."""

    to: EntryCode
    when: EntryCode | None = None


class NodeEntry(PackModel):
    """One node. ``agencies`` are codes, or ``deciding``; of a joint review the lead stands first.

    ``next`` names the following nodes; a choice writes ``branches`` instead. Steps without
    ``outcomes`` come out as ``done``, joint reviews as ``agreed`` or ``objected``.
    """

    code: EntryCode
    kind: NodeKind
    name: LocalText
    agencies: list[str] = Field(default_factory=lambda: [DECIDING], max_length=40)
    duty: Duty = Duty.REVIEWER
    outcomes: list[OutcomeEntry] = Field(default_factory=list, max_length=20)
    next: list[EntryCode] = Field(default_factory=list, max_length=100)
    branches: list[BranchEntry] = Field(default_factory=list, max_length=100)
    returns: list[EntryCode] = Field(default_factory=list, max_length=40)
    span: SpanText | None = None

    def node(self) -> Node:
        """As a value of the domain."""
        worked = self.kind in WORKED
        named = tuple(Outcome(one.code, one.name) for one in self.outcomes)
        return Node(
            code=self.code,
            kind=self.kind,
            name=self.name,
            next=(
                *(Branch(to) for to in self.next),
                *(Branch(branch.to, branch.when) for branch in self.branches),
            ),
            agencies=tuple(self.agencies) if worked else (),
            duty=self.duty.value if worked else "",
            outcomes=named or _USUAL.get(self.kind, ()),
            returns=tuple(self.returns),
            span=self.span,
        )


class FlowFile(PackModel):
    """A flow: from acceptance to the decision."""

    code: EntryCode
    title: LocalText
    start: EntryCode
    nodes: list[NodeEntry] = Field(min_length=1, max_length=2000)

    def flow(self, version: int = 0) -> Flow:
        """As a value of the domain."""
        nodes = tuple(node.node() for node in self.nodes)
        return Flow(self.code, version, self.title, self.start, nodes)
