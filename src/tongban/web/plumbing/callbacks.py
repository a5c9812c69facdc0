"""A payment channel's callback as it reaches us, by the API or from the demo's own cashier."""

from __future__ import annotations

from datetime import datetime

from tongban.cases.api import settle_payment
from tongban.kernel.actor import Actor
from tongban.payments.api import NoticeView, notice, take_callback


def hear_channel(channel: str, body: bytes, signature: str, now: datetime) -> NoticeView:
    """Take the callback, and let the case it is about go on at once.

    The outbox does the same a moment later, for whoever is not reached here. Refuses what
    ``take_callback`` refuses.
    """
    notice_id = take_callback(channel=channel, body=body, signature=signature, now=now)
    known = notice(Actor.system("payment-callbacks"), notice_id)
    settle_payment(case_id=known.about, now=now)
    return known
