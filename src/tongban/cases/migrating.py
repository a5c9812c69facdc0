"""Moving one running case to another version of its flow: event, marking and tasks together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tongban.cases.domain.flow.definition import Flow
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow.migrating import Preview, preview, write_moves
from tongban.cases.domain.flow_events import FlowMigrated
from tongban.cases.flowing import agency_of
from tongban.cases.models import Case, CaseFlow, Task
from tongban.cases.officer import status_of
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor, Post
from tongban.kernel.ids import new_id


def move_case(
    row: CaseFlow,
    case: Case,
    old: Flow,
    new: Flow,
    mapping: Mapping[str, str],
    *,
    actor: Actor,
    post: Post,
    now: datetime,
) -> Preview:
    """Move a locked case unless its preview has problems; the preview tells which.

    Tasks keep who holds them; agencies that are not asked any longer lose theirs.
    """
    marking = Marking.from_json(row.marking)
    seen = preview(old, new, mapping, marking)
    if seen.marking is None or seen.problems:
        return seen
    by, moves = case.deciding_agency, write_moves(dict(seen.moves))
    event = FlowMigrated(at=now, by=by, version=new.version, moves=moves)
    calendar = calendar_of()
    append(
        case,
        status_of(case, now, calendar),
        [Said(event)],
        actor=actor,
        post=post,
        calendar=calendar,
        now=now,
    )
    row.version, row.marking = new.version, seen.marking.to_json()
    row.save(update_fields=["version", "marking"])
    _move_tasks(case, dict(seen.moves), seen.marking, now)
    return seen


def _move_tasks(case: Case, moves: Mapping[str, str], after: Marking, now: datetime) -> None:
    wanted = {
        (held.node, agency_of(case, agency))
        for held in after.open.values()
        for agency in held.waiting_for
    }
    kept = []
    for task in Task.objects.filter(case=case, done_at__isnull=True).order_by("id"):
        place = (moves.get(task.step, ""), task.agency_code)
        if place in wanted:
            wanted.discard(place)
            kept.append((task, place[0]))
        else:
            Task.objects.filter(id=task.id).update(done_at=now)
    for task, step in kept:
        Task.objects.filter(id=task.id).update(step=f"{step}\N{RIGHTWARDS ARROW}")
    for task, step in kept:
        Task.objects.filter(id=task.id).update(step=step)
    for step, agency_code in sorted(wanted):
        Task.objects.create(
            id=new_id("task"),
            case=case,
            agency_code=agency_code,
            region=case.region,
            step=step,
            created_at=now,
        )
