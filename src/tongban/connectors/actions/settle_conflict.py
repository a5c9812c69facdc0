"""An officer cleared up what the two sides disagreed on, and says what was done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import case
from tongban.connectors import events
from tongban.connectors.keeping import free, locked, tell
from tongban.connectors.models import Referral, ReferralMessage, ReferralStep
from tongban.connectors.policies import need_post
from tongban.connectors.queries.referrals import ReferralView, referral_of_case
from tongban.connectors.refusals import NothingToSettle, SettlingNeedsWords
from tongban.connectors.system_post import PLATFORM
from tongban.kernel.actor import Actor
from tongban.ledger.api import record

_MOST_WORDS = 1000


def settle_conflict(*, actor: Actor, case_id: str, words: str, now: datetime) -> ReferralView:
    """Set aside the step or message that could not be carried out; what comes after it goes on.

    When our case is closed the referral ends. The words are kept sealed in the evidence.
    Refuses ReferralNotFound, NothingToSettle, SettlingNeedsWords (none, or over 1,000 characters).
    """
    if not words.strip() or len(words) > _MOST_WORDS:
        raise SettlingNeedsWords
    with transaction.atomic():
        found, post = need_post(actor, case_id)
        row = locked(found.id) or found
        if not row.conflict:
            raise NothingToSettle
        closed = case(PLATFORM, case_id, now).state.closed
        _set_aside(row, now, messages=closed)
        free(row)
        if closed:
            row.ended, row.ended_at = "settled", now
        row.save()
        record(
            kind="connectors.conflict-settled", about=case_id, facts={"referral": row.id},
            actor=actor, now=now, sealed={"words": words.strip()}, subject_id=row.subject_id,
        )  # fmt: skip
        tell(
            row, events.REFERRAL_SETTLED, "referral-settled", now, actor=actor, post=post.id,
            how="settled",
        )  # fmt: skip
    return referral_of_case(actor, case_id)


def _set_aside(row: Referral, now: datetime, *, messages: bool) -> None:
    if messages:
        waiting = ReferralMessage.objects.filter(referral=row, done_at__isnull=True)
        waiting.update(done_at=now, outcome="set-aside", next_try_at=None)
    following = ReferralStep.objects.filter(
        referral=row, applied_at__isnull=True, seq=row.applied_seq + 1
    )
    if following.update(outcome="set-aside", applied_at=now):
        row.applied_seq += 1
