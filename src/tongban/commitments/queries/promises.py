"""Promises: one's own beside the case, those an agency checks, and how they came out."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q

from tongban.commitments import policies
from tongban.commitments.domain.steps import FINDINGS, PromiseState, PromiseStep, open_steps
from tongban.commitments.models import Promise
from tongban.commitments.published import terms
from tongban.commitments.queries.stories import firm_names, story_of
from tongban.commitments.refusals import PromiseNotFound
from tongban.commitments.views import PromiseCount, PromiseRow, PromiseView
from tongban.kernel.actor import Actor

_MOST = 100
_DESK = tuple(
    state.value
    for state in (
        PromiseState.TO_CHECK, PromiseState.TO_RECHECK, PromiseState.CORRECTING,
        PromiseState.HEARING,
    )
)  # fmt: skip


def promise_of_case(actor: Actor, case_id: str, now: datetime) -> PromiseView | None:
    """The promise beside a case, for its holder and the officers who check it; else None."""
    row = Promise.objects.filter(case_id=case_id).order_by("id").first()
    return _view(actor, row, now) if row is not None and _may_see(actor, row) else None


def promise(actor: Actor, promise_id: str, now: datetime) -> PromiseView:
    """One promise, for its holder or an officer who checks it there. Refuses PromiseNotFound."""
    row = Promise.objects.filter(id=promise_id).order_by("id").first()
    if row is None or not _may_see(actor, row):
        raise PromiseNotFound
    return _view(actor, row, now)


def promises_to_check(actor: Actor, now: datetime) -> tuple[PromiseRow, ...]:
    """Promises of the officer's agencies that are not over, what is due first at the top, 100."""
    rows = Promise.objects.filter(agency_code__in=actor.agencies, state__in=_DESK)
    found = [
        row
        for row in rows.order_by("check_by", "id")[: _MOST * 2]
        if policies.post_at(actor, row.agency_code, row.region)
    ][:_MOST]
    names = firm_names(row.subject_id for row in found)
    return tuple(
        PromiseRow(
            id=row.id,
            case_number=row.case_number,
            item_code=row.item_code,
            holder=names.get(row.subject_id, ""),
            state=PromiseState(row.state),
            due=_due(row),
            late=_late(row, now),
        )
        for row in found
    )


def promise_counts(now: datetime) -> tuple[PromiseCount, ...]:
    """How many promises of each service were made and how they came out; public."""
    by = {state: Count("id", filter=Q(state=state.value)) for state in PromiseState}
    rows = (
        Promise.objects.order_by("item_code")
        .values("item_code")
        .annotate(
            made=Count("id"),
            waiting=Count("id", filter=Q(state__in=[PromiseState.MADE.value, *_DESK])),
            true=by[PromiseState.KEPT],
            mending=by[PromiseState.CORRECTING],
            gone=by[PromiseState.REVOKED],
            overdue=Count("id", filter=Q(state=PromiseState.TO_CHECK.value, check_by__lt=now)),
        )
    )
    return tuple(
        PromiseCount(
            row["item_code"], row["made"], row["waiting"], row["true"], row["mending"],
            row["gone"], row["overdue"],
        )
        for row in rows
    )  # fmt: skip


def is_promised(case_id: str) -> bool:
    """Whether a case was applied for by promise; asked by rooms above with an indexed look."""
    return Promise.objects.filter(case_id=case_id).exists()


def _may_see(actor: Actor, row: Promise) -> bool:
    mine = policies.is_holder(actor, row.subject_id)
    return mine or policies.post_at(actor, row.agency_code, row.region) is not None


def _view(actor: Actor, row: Promise, now: datetime) -> PromiseView:
    state = PromiseState(row.state)
    return PromiseView(
        id=row.id,
        case_id=row.case_id,
        case_number=row.case_number,
        item_code=row.item_code,
        holder=firm_names([row.subject_id]).get(row.subject_id, ""),
        terms=terms(row.terms_code, row.terms_version),
        state=state,
        made_at=row.made_at,
        check_by=row.check_by,
        correct_by=row.correct_by,
        late=_late(row, now),
        story=story_of(row.id, row.subject_id, PromiseStep),
        verbs=_verbs(actor, row, state, now),
        version=row.version,
    )


def _verbs(
    actor: Actor, row: Promise, state: PromiseState, now: datetime
) -> tuple[PromiseStep, ...]:
    possible = open_steps(state)
    if policies.is_holder(actor, row.subject_id):
        in_time = row.correct_by is not None and now <= row.correct_by
        told = PromiseStep.CORRECTION_REPORTED
        return (told,) if told in possible and in_time else ()
    return tuple(step for step in FINDINGS if step in possible)


def _due(row: Promise) -> datetime | None:
    return row.correct_by if row.state == PromiseState.CORRECTING.value else row.check_by


def _late(row: Promise, now: datetime) -> bool:
    unchecked = row.state == PromiseState.TO_CHECK.value
    return unchecked and row.check_by is not None and now > row.check_by
