"""Suspend, restore and revoke a seal 停用、恢复、注销: in force with the next use, at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban.seals import events, policies
from tongban.seals.domain.standing import Standing, may_become
from tongban.seals.models import Seal
from tongban.seals.queries.seals import seal_view
from tongban.seals.refusals import (
    SealDetailsNotRight,
    SealNotFound,
    SealNotYours,
    StandingNotPossible,
)
from tongban.seals.views import SealView

_LONGEST_REASON = 500


def suspend_seal(
    *, actor: Actor, seal_id: str, article: ArticleRef, reason: str, now: datetime
) -> SealView:
    """Stop a seal 停用 until it is restored; every use that has not committed is refused.

    ``reason`` 1–500 characters, without names of persons. Refuses SealNotFound, SealNotYours,
    StandingNotPossible, SealDetailsNotRight. Source: 电子签名法 15 (a key that may be lost is
    no longer used).
    """
    return _change(actor, seal_id, Standing.SUSPENDED, article, reason, now)


def restore_seal(
    *, actor: Actor, seal_id: str, article: ArticleRef, reason: str, now: datetime
) -> SealView:
    """Take a suspended seal into use again 恢复. Refuses as ``suspend_seal`` does.

    That is: SealNotFound, SealNotYours, StandingNotPossible, SealDetailsNotRight.
    """
    return _change(actor, seal_id, Standing.IN_FORCE, article, reason, now)


def revoke_seal(
    *, actor: Actor, seal_id: str, article: ArticleRef, reason: str, now: datetime
) -> SealView:
    """End a seal for good 注销; what it sealed before stays verifiable.

    Refuses SealNotFound, SealNotYours, StandingNotPossible, SealDetailsNotRight.
    """
    return _change(actor, seal_id, Standing.REVOKED, article, reason, now)


def _change(
    actor: Actor,
    seal_id: str,
    wanted: Standing,
    article: ArticleRef,
    reason: str,
    now: datetime,
) -> SealView:
    if not 0 < len(reason.strip()) <= _LONGEST_REASON:
        raise SealDetailsNotRight([_no_reason()])
    with transaction.atomic():
        # Uses hold the row for share: this waits for those under way and stops all later ones.
        row = Seal.objects.select_for_update().filter(id=seal_id).order_by("id").first()
        if row is None:
            raise SealNotFound
        if not policies.may_stop(actor, row, local_date(now)):
            raise SealNotYours
        present = Standing(row.standing)
        if not may_become(present, wanted):
            raise StandingNotPossible(present.label)
        row.standing, row.standing_at = wanted.value, now
        row.standing_article, row.standing_reason = str(article), reason.strip()
        row.save(update_fields=["standing", "standing_at", "standing_article", "standing_reason"])
        facts = {"seal": row.id, "standing": wanted.value, "article": str(article)}
        record(
            kind="seals.standing-changed",
            about=row.id,
            facts=facts,
            actor=actor,
            now=now,
            subject_id=row.subject_id,
        )
        publish(event=events.SEAL_STANDING_CHANGED, aggregate=row.id, payload=facts, now=now)
    return seal_view(row)


def _no_reason() -> Problem:
    return Problem(
        "reason",
        "seals.reason_missing",
        Text.of("没有写原因，或者原因太长。", "The reason is missing or too long."),
        Text.of("请写明原因，不超过500字。", "Give the reason in at most 500 characters."),
    )
