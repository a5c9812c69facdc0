"""Reading cases: one's own, those of one's post, or one by number and query code."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial

from django.utils import timezone

from tongban.agencies.api import agency
from tongban.cases import policies
from tongban.cases.domain.state import state
from tongban.cases.dossier import open_all
from tongban.cases.history import bearing_rows, rows_of, stored_events
from tongban.cases.models import Case, Task
from tongban.cases.published_flows import running
from tongban.cases.queries.finding import Sought, find_cases
from tongban.cases.queries.listing import Wanted, desk_page, mine_page
from tongban.cases.queries.presenting import Opened, Whole, case_view
from tongban.cases.refusals import CaseNotFound
from tongban.cases.views.case import CaseView
from tongban.cases.views.clock import Light
from tongban.cases.views.lists import CaseRow
from tongban.cases.views.state import CaseState
from tongban.catalogue.api import item_by_version
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.page import Page

_PAGE = 20
# The past of nearly every case is read with it; a longer one when somebody looks at it.
_AT_HAND = 40


def case(actor: Actor, case_id: str, now: datetime | None = None) -> CaseView:
    """One case as of ``now`` (the present when left out), with its clock and the open verbs.

    For parties, who acts for them, and officers of the agencies involved within their region.
    Refuses CaseNotFound for everybody else, so that nothing leaks.
    """
    row = Case.objects.filter(id=case_id).order_by("id").first()
    if row is None or not policies.may_see(actor, row):
        raise CaseNotFound
    return case_view(actor, opened(row, now or timezone.now()))


def my_cases(
    actor: Actor, cursor: str | None = None, size: int = _PAGE, now: datetime | None = None
) -> Page[CaseRow]:
    """Cases of whom the actor acts for, newest first; empty for the anonymous."""
    if actor.acts_for is None:
        return Page(())
    return mine_page(actor, cursor, size, now or timezone.now())


def desk_queue(
    actor: Actor,
    *,
    state: CaseState | None = None,
    light: Light | None = None,
    cursor: str | None = None,
    size: int = _PAGE,
    now: datetime | None = None,
) -> Page[CaseRow]:
    """Cases of the officer's posts (agency and region), what is due first at the top.

    Open cases when ``state`` is left out; only those whose clock shows ``light`` when given.
    Names are masked. Empty for who holds no post.
    """
    return desk_page(actor, Wanted(state, light), cursor, size, now or timezone.now())


def desk_find(actor: Actor, sought: Sought, now: datetime | None = None) -> tuple[CaseRow, ...]:
    """The newest 50 cases that fit what the officer looks for, within the posts; names masked.

    Refuses NothingToFindBy. Empty for who holds no post.
    """
    return find_cases(actor, sought, now or timezone.now())


def opened(row: Case, now: datetime) -> Opened:
    """Read and decrypt everything about a case."""
    rows = list(rows_of(row).reverse()[: _AT_HAND + 1])[::-1]
    whole = None
    if len(rows) > _AT_HAND:
        whole = cache(partial(_whole, row, rows[-1].seq))
        rows = list(bearing_rows(row))
    events = stored_events(rows)
    dossier, words = open_all(row, [each.sealed for each in rows])
    tasks = tuple(Task.objects.filter(case=row, done_at__isnull=True).order_by("id"))
    item = item_by_version(row.item_version_id)
    return Opened(
        case=row,
        status=state(events, now, calendar()),
        events=events,
        words=words,
        dossier=dossier,
        task=tasks[0] if tasks else None,
        tasks=tasks,
        flow=running(row.id) if item.flow_code else None,
        item=item,
        agency_name=agency(row.current_agency).name,
        now=now,
        whole=whole,
    )


def _whole(row: Case, last: int) -> Whole:
    rows = list(rows_of(row).filter(seq__lte=last))
    return stored_events(rows), open_all(row, [each.sealed for each in rows])[1]
