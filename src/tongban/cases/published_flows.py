"""Published flows, and the flow of one case as it stands."""

from __future__ import annotations

from tongban.cases.domain.flow.definition import Flow, NodeKind, flow_from_json
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.models import CaseFlow, FlowVersion
from tongban.cases.records import FlowRelease
from tongban.cases.refusals import FlowUnknown
from tongban.content.api import standing


@standing
def flow_version(code: str, version: int) -> Flow:
    """A published version of a flow. Refuses FlowUnknown."""
    row = FlowVersion.objects.filter(code=code, version=version).first()
    if row is None:
        raise FlowUnknown(code)
    return flow_from_json(row.definition, version)


@standing
def flow(code: str) -> Flow:
    """The newest version of a flow: what a case that is accepted now will run on. FlowUnknown."""
    row = FlowVersion.objects.filter(code=code).order_by("-version").first()
    if row is None:
        raise FlowUnknown(code)
    return flow_from_json(row.definition, row.version)


@standing
def flows() -> tuple[Flow, ...]:
    """The newest version of every published flow, by code."""
    rows = FlowVersion.objects.order_by("code", "-version").distinct("code")
    return tuple(flow_from_json(row.definition, row.version) for row in rows)


@standing
def flow_history(code: str) -> tuple[FlowRelease, ...]:
    """Every published version of a flow, newest first. Refuses FlowUnknown."""
    rows = FlowVersion.objects.filter(code=code).order_by("-version")
    found = tuple(FlowRelease(row.version, row.digest, row.published_at) for row in rows)
    if not found:
        raise FlowUnknown(code)
    return found


def running(case_id: str) -> tuple[Flow, Marking] | None:
    """The flow a case runs on and where it stands; None when it runs on none."""
    row = CaseFlow.objects.filter(case_id=case_id).first()
    if row is None:
        return None
    return flow_version(row.code, row.version), Marking.from_json(row.marking)


def decision_steps(case_id: str) -> frozenset[str]:
    """The codes of the decisions of the flow a case runs on."""
    standing = running(case_id)
    nodes = standing[0].nodes if standing else ()
    return frozenset(node.code for node in nodes if node.kind is NodeKind.DECISION)
