"""A case run again from what is kept: the rules on their snapshot, the events, the flow."""

from __future__ import annotations

from datetime import datetime

from tongban.cases import policies
from tongban.cases.domain.events import Event
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow.moving import replay as replay_flow
from tongban.cases.domain.state import state
from tongban.cases.dossier import open_all
from tongban.cases.history import history
from tongban.cases.models import Case, CaseFlow
from tongban.cases.published_flows import flow_version
from tongban.cases.records import ReplayView
from tongban.cases.refusals import CaseNotFound
from tongban.decisions.api import replay
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor


def replay_case(actor: Actor, case_id: str, now: datetime) -> ReplayView:
    """Run a case again (by id or number): does everything come out as it is stored, bit for bit?

    ``rules`` is None where no rules ran, ``flow`` where it runs on none. Refuses CaseNotFound,
    TableNotFound.
    """
    row = Case.objects.filter(id=case_id).first() or Case.objects.filter(number=case_id).first()
    if row is None or not policies.may_see(actor, row):
        raise CaseNotFound
    events = history(row)
    status = state(events, now, calendar())
    # What the clock has not written down yet is no difference: the row is as of the last event.
    settled = state(events, events[-1].at, calendar())
    receipt = open_all(row, [])[0].receipt
    return ReplayView(
        case_id=row.id,
        number=row.number,
        events=len(events),
        state=status.state,
        states_agree=row.state in (settled.state.value, status.state.value),
        rules=replay(receipt) if receipt is not None else None,
        table=f"{receipt.table_code}@{receipt.table_version}" if receipt else "",
        digest=receipt.table_digest if receipt else "",
        flow=_flow_agrees(row, events),
    )


def _flow_agrees(row: Case, events: list[Event]) -> bool | None:
    standing = CaseFlow.objects.filter(case=row).first()
    if standing is None:
        return None
    again = replay_flow(lambda version: flow_version(standing.code, version), events)
    return again == Marking.from_json(standing.marking)
