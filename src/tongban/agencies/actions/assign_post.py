"""Appoint an officer to a post, and end the appointment."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tongban.agencies import events, policies
from tongban.agencies.domain import Term
from tongban.agencies.models import Post, PostHolding
from tongban.agencies.queries import on_day
from tongban.agencies.refusals import (
    AlreadyHolds,
    PostsNotYoursToGive,
    PostUnknown,
    TermBackwards,
)
from tongban.identity.api import account
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record


def assign_post(
    *,
    actor: Actor,
    post_id: str,
    account_id: str,
    valid_from: date,
    valid_until: date | None = None,
    now: datetime,
) -> str:
    """Let the account hold the post from ``valid_from`` to ``valid_until`` (inclusive; open: None).

    Returns the id of the holding. Refuses: PostsNotYoursToGive, TermBackwards, PostUnknown (not in
    force on the first day), AlreadyHolds (terms overlap), identity's AccountUnknown.
    """
    if not policies.may_appoint(actor):
        raise PostsNotYoursToGive
    if valid_until is not None and valid_until < valid_from:
        raise TermBackwards
    account(account_id, on=valid_from)
    with transaction.atomic():
        post = (
            Post.objects.select_for_update()
            .filter(on_day(valid_from), id=post_id)
            .order_by("id")
            .first()
        )
        if post is None:
            raise PostUnknown(post_id)
        wanted = Term(valid_from, valid_until)
        held = PostHolding.objects.filter(post=post, account_id=account_id).order_by("id")
        if any(wanted.overlaps(Term(h.valid_from, h.valid_until)) for h in held):
            raise AlreadyHolds
        row = PostHolding.objects.create(
            id=new_id("holding"),
            post=post,
            account_id=account_id,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        _tell(actor, "agencies.post-assigned", events.POST_ASSIGNED, row, now)
    return row.id


def leave_post(
    *, actor: Actor, post_id: str, account_id: str, last_day: date, now: datetime
) -> None:
    """End a running appointment after ``last_day``.

    Refuses: PostsNotYoursToGive, PostUnknown (the account does not hold it), TermBackwards.
    """
    if not policies.may_appoint(actor):
        raise PostsNotYoursToGive
    with transaction.atomic():
        row = (
            PostHolding.objects.select_for_update()
            .filter(post_id=post_id, account_id=account_id, valid_until__isnull=True)
            .order_by("id")
            .first()
        )
        if row is None:
            raise PostUnknown(post_id)
        if last_day < row.valid_from:
            raise TermBackwards
        row.valid_until = last_day
        row.save(update_fields=["valid_until"])
        _tell(actor, "agencies.post-left", events.POST_LEFT, row, now)


def _tell(actor: Actor, kind: str, event: str, row: PostHolding, now: datetime) -> None:
    record(
        kind=kind,
        about=row.post_id,
        facts={
            "account": row.account_id,
            "from": row.valid_from.isoformat(),
            "until": row.valid_until.isoformat() if row.valid_until else None,
        },
        actor=actor,
        now=now,
    )
    publish(
        event=event,
        aggregate=row.post_id,
        payload={"post_id": row.post_id, "account_id": row.account_id},
        now=now,
    )
