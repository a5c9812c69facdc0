"""An officer asks for another try now: what waits is sent, what was held is applied."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.connectors import events
from tongban.connectors.keeping import NOT_SENT, free, locked, tell
from tongban.connectors.models import ConnectorLine, ReferralMessage
from tongban.connectors.policies import need_post
from tongban.connectors.queries.referrals import ReferralView, referral_of_case
from tongban.kernel.actor import Actor


def send_again(*, actor: Actor, case_id: str, now: datetime) -> ReferralView:
    """Let everything of the case that waits be tried at once; the worker does it in seconds.

    Also when the system was not heard lately. For officers of the agency in the case's region.
    Refuses ReferralNotFound. Harmless when repeated: the other side knows the key.
    """
    with transaction.atomic():
        found, post = need_post(actor, case_id)
        row = locked(found.id) or found
        waiting = ReferralMessage.objects.filter(referral=row, done_at__isnull=True)
        waiting.update(next_try_at=now)
        row.ask_at = now if row.number else row.ask_at
        if row.problem_code == NOT_SENT and not row.conflict:
            free(row)
        row.save()
        ConnectorLine.objects.filter(code=row.connector_code).update(next_try_at=now)
        tell(
            row, events.REFERRAL_SETTLED, "sent-again", now, actor=actor, post=post.id, how="again"
        )
    return referral_of_case(actor, case_id)
