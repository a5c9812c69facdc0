"""Pay money to a person 发放: asked once per thing it is about, sent through the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.ids import new_id
from tongban.kernel.money import Money
from tongban.ledger.api import seal, unseal
from tongban.payments import events
from tongban.payments.models import Payout
from tongban.payments.ports import channel_named, usual_channel
from tongban.payments.queries import payout_view
from tongban.payments.recording import tell_payout
from tongban.payments.views import PayoutState, PayoutView


def ask_payout(
    *,
    actor: Actor,
    about: str,
    payee_id: str,
    account: str,
    amount: Money,
    agency_code: str,
    article: ArticleRef,
    now: datetime,
) -> PayoutView:
    """Have ``amount`` sent to the payee's bank ``account``; the same ``about`` is paid once.

    Asked again it gives the same payout. The account is sealed for the payee. When it was sent the
    outbox says PAYOUT_MADE, when the bank sent it back PAYOUT_BOUNCED. Raises ChannelUnreachable
    when no channel is connected.
    """
    with transaction.atomic():
        payout, fresh = Payout.objects.get_or_create(
            about=about,
            defaults={
                "id": new_id("payout"),
                "payee_id": payee_id,
                "agency_code": agency_code,
                "amount": amount.amount,
                "currency": amount.currency,
                "article": str(article),
                "account": seal(payee_id, account.encode()),
                "channel": usual_channel(),
                "state": PayoutState.ASKED.value,
                "asked_at": now,
            },
        )
        if fresh:
            tell_payout(payout, events.PAYOUT_ASKED, actor, now)
    return payout_view(payout)


def send_payout(payout_id: str) -> None:
    """Have the channel send a payout; safe to repeat. Raises ChannelUnreachable."""
    payout = Payout.objects.select_for_update().get(id=payout_id)
    if payout.state != PayoutState.ASKED.value:
        return
    account = unseal(payout.payee_id, bytes(payout.account)).decode()
    now = timezone.now()
    amount = Money(payout.amount, payout.currency)
    told = channel_named(payout.channel).pay_out(payout.id, account, amount, now)
    payout.state = (PayoutState.MADE if told.made else PayoutState.BOUNCED).value
    payout.channel_ref, payout.ended_at = told.channel_ref, told.at
    payout.save(update_fields=["state", "channel_ref", "ended_at"])
    event = events.PAYOUT_MADE if told.made else events.PAYOUT_BOUNCED
    tell_payout(payout, event, Actor.system(f"payment-channel {payout.channel}"), now)
