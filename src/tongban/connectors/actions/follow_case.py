"""Our case moved: what the other side must be told, or need not be told any more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tongban.connectors import events
from tongban.connectors.keeping import CLOSED_HERE, locked, stick, tell
from tongban.connectors.messages import MessageKind, queue
from tongban.connectors.models import Referral, ReferralMessage
from tongban.kernel.text import Text


def follow_correction(case_id: str, now: datetime) -> bool:
    """The applicant put something right: the other side gets it. Whether there is one."""
    with transaction.atomic():
        row = _running(case_id)
        if row is None:
            return False
        queue(row, MessageKind.SUPPLEMENT, now)
        return True


def follow_withdrawal(case_id: str, now: datetime) -> bool:
    """The applicant withdrew: nothing goes out any more, or the other side is told."""
    with transaction.atomic():
        row = _running(case_id)
        if row is None:
            return False
        if _untold(row):
            _call_off(row, "withdrawn", now)
        else:
            queue(row, MessageKind.WITHDRAWAL, now)
        return True


def referred_among(case_ids: Collection[str]) -> tuple[str, ...]:
    """Which of these cases were referred to a system, in order."""
    rows = Referral.objects.filter(case_id__in=case_ids).order_by("case_id")
    return tuple(rows.values_list("case_id", flat=True))


def follow_closing(case_id: str, now: datetime) -> bool:
    """Our case was closed at the desk, not by the system's step: a person tells the other side."""
    with transaction.atomic():
        row = _running(case_id)
        if row is None:
            return False
        if _untold(row):
            _call_off(row, "here", now)
            return True
        stick(
            row,
            CLOSED_HERE,
            Text.of(
                "办件已经在我方办结，对方系统里还在办理。",
                "The case was closed here; in their system it is still open.",
            ),
            Text.of(
                "请告知对方；对方也作出决定后，这里会核对两边是否一致。",
                "Tell the other side; when they decide too, both are compared here.",
            ),
            now,
        )
        return True


def _running(case_id: str) -> Referral | None:
    """The referral of the case, locked, while it runs."""
    found = Referral.objects.filter(case_id=case_id, ended="").values_list("id", flat=True)
    known = found.order_by("id").first()
    row = locked(known) if known else None
    return row if row is not None and not row.ended else None


def _untold(row: Referral) -> bool:
    """Whether nothing was ever sent: not even a sending whose answer was lost."""
    return not row.number and not ReferralMessage.objects.filter(referral=row, attempts__gt=0)


def _call_off(row: Referral, why: str, now: datetime) -> None:
    waiting = ReferralMessage.objects.filter(referral=row, done_at__isnull=True)
    waiting.update(done_at=now, outcome="called-off", next_try_at=None)
    row.ended, row.ended_at = why, now
    row.save(update_fields=["ended", "ended_at"])
    tell(row, events.REFERRAL_ENDED, "referral-ended", now, ended=why)
