"""Credit records: all of one's own with who looked, those objected to, the public list."""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.api import agency
from tongban.commitments import policies
from tongban.commitments.domain.credit import CreditState, CreditStep, after, holds
from tongban.commitments.models import CreditLook, CreditRecord
from tongban.commitments.published import kind, kinds
from tongban.commitments.queries.stories import firm_names, story_of
from tongban.commitments.views import CreditView, LookView, PublicRecord
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor

_MOST = 100


def my_credit(actor: Actor, now: datetime) -> tuple[CreditView, ...]:
    """Every record of whom the actor acts for, the newest first, also those that are over."""
    if actor.acts_for is None:
        return ()
    rows = CreditRecord.objects.filter(subject_id=actor.acts_for)
    return tuple(credit_view(actor, row, now) for row in rows.order_by("-recorded_at", "-id"))


def looks_at_my_credit(actor: Actor) -> tuple[LookView, ...]:
    """Which officers' bodies looked at one's records and for which case, the newest 100."""
    if actor.acts_for is None:
        return ()
    rows = CreditLook.objects.filter(subject_id=actor.acts_for).order_by("-at", "-id")[:_MOST]
    return tuple(LookView(agency(row.agency_code).name, row.case_number, row.at) for row in rows)


def objections_waiting(actor: Actor, now: datetime) -> tuple[CreditView, ...]:
    """Objections that the officer's agencies must answer, oldest first, at most 100."""
    rows = CreditRecord.objects.filter(
        agency_code__in=actor.agencies, state=CreditState.OBJECTED.value
    )
    return tuple(
        credit_view(actor, row, now)
        for row in rows.order_by("recorded_at", "id")[:_MOST]
        if policies.post_at(actor, row.agency_code, row.region, policies.ANSWERERS)
    )


def public_records(now: datetime) -> tuple[PublicRecord, ...]:
    """Firms' standing records of the kinds that are published, the newest 100; never a person's."""
    published = {each.code: each for each in kinds() if each.published}
    rows = CreditRecord.objects.filter(
        kind_code__in=list(published),
        state__in=[CreditState.STANDING.value, CreditState.OBJECTED.value],
        last_day__gte=calendar().local_date(now),
    )
    found = list(rows.order_by("-recorded_at", "-id")[:_MOST])
    names = firm_names(row.subject_id for row in found)
    return tuple(
        PublicRecord(
            name=names[row.subject_id],
            number=row.number,
            kind=published[row.kind_code].name,
            item_code=row.item_code,
            recorded_on=calendar().local_date(row.recorded_at),
            last_day=row.last_day,
        )
        for row in found
        if row.subject_id in names
    )


def credit_view(actor: Actor, row: CreditRecord, now: datetime) -> CreditView:
    """A record as its subject or an officer with reason sees it (asked before)."""
    state, today = CreditState(row.state), calendar().local_date(now)
    standing = holds(state, row.last_day, today)
    return CreditView(
        id=row.id,
        number=row.number,
        kind=kind(row.kind_code),
        holder=firm_names([row.subject_id]).get(row.subject_id, ""),
        agency=agency(row.agency_code).name,
        item_code=row.item_code,
        case_id=row.case_id,
        state=state,
        recorded_at=row.recorded_at,
        repair_from=row.repair_from,
        last_day=row.last_day,
        holds=standing,
        may_repair=standing and today >= row.repair_from,
        story=story_of(row.id, row.subject_id, CreditStep),
        verbs=_verbs(actor, row, state) if standing else (),
    )


def _verbs(actor: Actor, row: CreditRecord, state: CreditState) -> tuple[CreditStep, ...]:
    if policies.is_holder(actor, row.subject_id):
        return (CreditStep.OBJECTED,) if after(state, CreditStep.OBJECTED) else ()
    if policies.post_at(actor, row.agency_code, row.region, policies.ANSWERERS) is None:
        return ()
    return tuple(s for s in (CreditStep.UPHELD, CreditStep.DISMISSED) if after(state, s))
