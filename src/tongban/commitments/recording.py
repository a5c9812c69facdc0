"""How a promise or a credit record moves: row, story, leaf and outbox in one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from tongban.commitments import events
from tongban.commitments.domain import credit, steps
from tongban.commitments.domain.credit import CreditState, CreditStep
from tongban.commitments.domain.steps import PromiseState, PromiseStep
from tongban.commitments.models import CreditRecord, Happening, Promise
from tongban.commitments.published import terms
from tongban.commitments.refusals import PromiseNotFound, StepNotOpen
from tongban.jobs.api import publish
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor, Post
from tongban.kernel.calendar import due_at
from tongban.ledger.api import record, seal

_SOON = timedelta(seconds=1)


def locked_promise(promise_id: str) -> Promise:
    """The promise, locked for a change. Refuses PromiseNotFound."""
    row = Promise.objects.select_for_update().filter(id=promise_id).order_by("id").first()
    if row is None:
        raise PromiseNotFound
    return row


def locked_record(record_id: str) -> CreditRecord:
    """The credit record, locked for a change. Refuses PromiseNotFound."""
    rows = CreditRecord.objects.select_for_update().filter(id=record_id)
    row = rows.order_by("id").first()
    if row is None:
        raise PromiseNotFound
    return row


def move(
    row: Promise,
    step: PromiseStep,
    *,
    actor: Actor,
    now: datetime,
    post: Post | None = None,
    words: str = "",
) -> None:
    """One more step of a locked promise, with the terms that begin. Refuses StepNotOpen."""
    state = PromiseState(row.state)
    following = steps.after(state, step)
    if following is None:
        raise StepNotOpen(state)
    calendar, under = calendar_of(), terms(row.terms_code, row.terms_version)
    row.state, row.version = following.value, row.version + 1
    if step is PromiseStep.DECIDED:
        row.check_by, row.look_at = due_at(now, under.check_within, calendar), now
    elif step is PromiseStep.DATA_SILENT and row.check_by is not None:
        row.look_at = row.check_by + _SOON
    elif following is PromiseState.CORRECTING:
        row.correct_by = due_at(now, under.correct_within, calendar)
        row.look_at = row.correct_by + _SOON
    else:
        row.look_at = None
    row.save()
    tell(row, step, actor=actor, now=now, post=post, words=words)


def tell(
    row: Promise,
    step: PromiseStep,
    *,
    actor: Actor,
    now: datetime,
    post: Post | None = None,
    words: str = "",
    signed: str = "",
) -> None:
    """Story, leaf and outbox row of what happened to a promise."""
    facts = {
        "promise": row.id,
        "case": row.case_id,
        "item": row.item_code,
        "agency": row.agency_code,
        "subject": row.subject_id,
        "state": row.state,
        "step": step.value,
    }
    _happened(row.id, row.subject_id, step.value, now, post, words)
    under = {"terms": row.terms_code, "terms_version": row.terms_version, "signed": signed}
    record(
        kind=f"commitments.{step.value}",
        about=row.case_id,
        facts={**facts, **under, "post": post.id if post else None},
        actor=actor,
        now=now,
        subject_id=row.subject_id,
    )
    publish(event=events.PROMISE_MOVED, aggregate=row.id, payload=facts, now=now)


def move_record(
    row: CreditRecord,
    step: CreditStep,
    *,
    actor: Actor,
    now: datetime,
    post: Post | None = None,
    words: str = "",
) -> None:
    """One more step of a locked credit record. Refuses StepNotOpen."""
    state = CreditState(row.state)
    following = credit.after(state, step)
    if following is None:
        raise StepNotOpen(state)
    row.state = following.value
    row.save(update_fields=["state"])
    tell_record(row, step, actor=actor, now=now, post=post, words=words)


def tell_record(
    row: CreditRecord,
    step: CreditStep,
    *,
    actor: Actor,
    now: datetime,
    post: Post | None = None,
    words: str = "",
) -> None:
    """Story, leaf and outbox row of what happened to a credit record."""
    facts = {
        "record": row.id,
        "kind": row.kind_code,
        "case": row.case_id,
        "subject": row.subject_id,
        "state": row.state,
        "step": step.value,
    }
    _happened(row.id, row.subject_id, step.value, now, post, words)
    record(
        kind=f"commitments.credit-{step.value}",
        about=row.id,
        facts={**facts, "last_day": row.last_day.isoformat(), "post": post.id if post else None},
        actor=actor,
        now=now,
        subject_id=row.subject_id,
    )
    publish(event=events.CREDIT_RECORD_MOVED, aggregate=row.id, payload=facts, now=now)


def _happened(
    about: str, subject_id: str, step: str, now: datetime, post: Post | None, words: str
) -> None:
    Happening.objects.create(
        about=about,
        seq=Happening.objects.filter(about=about).count() + 1,
        step=step,
        at=now,
        post_id=post.id if post else "",
        sealed=seal(subject_id, words.encode()) if words else None,
    )
