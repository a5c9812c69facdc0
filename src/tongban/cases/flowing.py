"""A case on its flow: events move the tokens, tokens open and close tasks; one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tongban.cases.domain.events import Approved, Denied, Event
from tongban.cases.domain.flow.definition import DECIDING, Flow
from tongban.cases.domain.flow.marking import CloseTask, Moved, OpenTask
from tongban.cases.domain.flow.moving import IllegalMove, advance, start
from tongban.cases.domain.flow_events import FlowStarted
from tongban.cases.models import Case, CaseFlow, Task
from tongban.cases.policies import ground_of
from tongban.cases.published_flows import flow, running
from tongban.cases.refusals import MoveNotPossible
from tongban.cases.views.state import CaseState
from tongban.catalogue.api import item_by_version
from tongban.kernel.ids import new_id


def follow(
    case: Case, events: Sequence[Event], state: CaseState, now: datetime
) -> list[FlowStarted]:
    """Move the case along its flow by ``events``; start it when the case is accepted now.

    Returns the event to add when the flow starts. Refuses MoveNotPossible.
    """
    code = item_by_version(case.item_version_id).flow_code
    if code is None:
        return []
    standing = running(case.id)
    if standing is not None:
        _move(case, standing[0], events, now)
        return []
    if any(isinstance(event, Approved | Denied) for event in events):
        raise MoveNotPossible("decision_not_reached")
    if state is not CaseState.ACCEPTED:
        return []
    begun = flow(code)
    moved = start(begun)
    CaseFlow.objects.create(
        case=case, code=begun.code, version=begun.version, marking=moved.marking.to_json()
    )
    Task.objects.filter(case=case, step="", done_at__isnull=True).update(done_at=now)
    _carry_out(case, moved, now)
    by = case.deciding_agency
    return [FlowStarted(at=now, by=by, flow=begun.code, version=begun.version)]


def symbol_of(case: Case, agency_code: str, known: Sequence[str]) -> str:
    """How the flow calls an agency: by its code, else as the deciding one."""
    if agency_code not in known and agency_code == case.deciding_agency:
        return DECIDING
    return agency_code


def _move(case: Case, on: Flow, events: Sequence[Event], now: datetime) -> None:
    row = CaseFlow.objects.select_for_update().get(case=case)
    standing = running(case.id)
    marking = standing[1] if standing else start(on).marking
    for event in events:
        try:
            moved = advance(on, marking, event)
        except IllegalMove as fault:
            raise MoveNotPossible(fault.code) from fault
        marking = moved.marking
        _carry_out(case, moved, now)
    row.marking = marking.to_json()
    row.save(update_fields=["marking"])


def _carry_out(case: Case, moved: Moved, now: datetime) -> None:
    for order in moved.orders:
        if isinstance(order, OpenTask):
            agency_code = agency_of(case, order.agency)
            Task.objects.create(
                id=new_id("task"),
                case=case,
                agency_code=agency_code,
                region=ground_of(case, agency_code),
                step=order.node,
                created_at=now,
            )
        elif isinstance(order, CloseTask):
            Task.objects.filter(
                case=case,
                step=order.node,
                agency_code=agency_of(case, order.agency),
                done_at__isnull=True,
            ).update(done_at=now)


def agency_of(case: Case, agency: str) -> str:
    """The code of an agency as the flow calls it."""
    return case.deciding_agency if agency == DECIDING else agency
