"""Reading errands as their helper, and as the officer who calls back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tongban.assistance import policies
from tongban.assistance.domain.errand import ConsentWay, ErrandState
from tongban.assistance.domain.power import Lack
from tongban.assistance.models import Errand
from tongban.assistance.queries.appointments import MOST, helper_views, led_by
from tongban.assistance.recording import errand_row
from tongban.assistance.refusals import ErrandNotFound
from tongban.assistance.sheets import open_words
from tongban.assistance.views import DutyView, HelperView
from tongban.cases.api import CaseView, case
from tongban.identity.api import SubjectView, subjects
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor

_OVER = [state.value for state in ErrandState if state.over]


def calls_to_make(actor: Actor, now: datetime) -> tuple[DutyView, ...]:
    """Requests made by telephone that wait for a call back by this officer, 100 at most."""
    rows = Errand.objects.select_related("helper").filter(
        state=ErrandState.ASKED.value, helper__agency_code__in=led_by(actor)
    )
    led = [
        row
        for row in rows.order_by("asked_at", "id")[:MOST]
        if policies.may_lead(actor, row.helper.agency_code, row.village)
    ]
    return _duty_views(led, local_date(now), whole=True)


def duties(actor: Actor, now: datetime) -> tuple[DutyView, ...]:
    """What the helper has to do, the first due first, 100 at most. Refuses NotAHelper."""
    today = local_date(now)
    me = policies.helper_of(actor, today)
    rows = Errand.objects.select_related("helper").filter(helper=me).exclude(state__in=_OVER)
    return _duty_views(list(rows.order_by("ends_on", "id")[:MOST]), today)


def duty(actor: Actor, errand_id: str, now: datetime) -> DutyView:
    """One of the helper's own. Refuses NotAHelper, ErrandNotFound.

    Without a running mandate it says what is lacking and nothing that was written.
    """
    today = local_date(now)
    me, row = policies.helper_of(actor, today), errand_row(errand_id)
    if row.helper_id != me.id:
        raise ErrandNotFound
    return _duty_views([row], today)[0]


def _duty_views(
    rows: Sequence[Errand], today: date, *, whole: bool = False
) -> tuple[DutyView, ...]:
    people = subjects(policies.ROOM, {row.subject_id for row in rows})
    appointed = {row.helper_id: row.helper for row in rows}
    helpers = {one.id: one for one in helper_views(appointed.values())}
    return tuple(
        _duty_view(row, people[row.subject_id], helpers[row.helper_id], today, whole)
        for row in rows
    )


def _duty_view(
    row: Errand, person: SubjectView, helper: HelperView, today: date, whole: bool
) -> DutyView:
    lacking: Lack | None = policies.lacks(row, today)
    purpose, prepared = open_words(row) if lacking is None or whole else (None, None)
    sent: CaseView | None = None
    if row.case_id is not None and lacking is None:
        sent = case(policies.ROOM, row.case_id)
    return DutyView(
        id=row.id,
        helper=helper,
        person=person.masked_name,
        number=person.masked_identifier,
        item_code=row.item_code,
        village=row.village,
        purpose=purpose,
        way=ConsentWay(row.way) if row.way else None,
        state=ErrandState(row.state),
        asked_at=row.asked_at,
        ends_on=row.ends_on,
        lack=lacking,
        prepared=prepared,
        case_number=sent.number if sent else "",
        case_state=sent.state.label if sent else None,
        case_closed=sent is not None and sent.state.closed,
    )
