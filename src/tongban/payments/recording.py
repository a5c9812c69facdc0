"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.payments.models import Notice, Payout


def tell_notice(
    notice: Notice, event: str, actor: Actor, now: datetime, *, facts: dict[str, str] | None = None
) -> None:
    """What happened to a notice: the leaf has the amount, the outbox only ids and codes."""
    payload = {
        "notice": notice.id,
        "about": notice.about,
        "agency": notice.agency_code,
        "region": notice.region,
    }
    record(
        kind=event.replace("_", "-"),
        about=notice.id,
        facts={
            **payload,
            "number": notice.number,
            "amount": str(notice.amount),
            "currency": notice.currency,
            "state": notice.state,
            **(facts or {}),
        },
        actor=actor,
        now=now,
        subject_id=notice.payer_id,
    )
    publish(event=event, aggregate=notice.id, payload=payload, now=now)


def tell_payout(payout: Payout, event: str, actor: Actor, now: datetime) -> None:
    """What happened to a payout."""
    record(
        kind=event.replace("_", "-"),
        about=payout.id,
        facts={
            "about": payout.about,
            "amount": str(payout.amount),
            "currency": payout.currency,
            "article": payout.article,
            "state": payout.state,
        },
        actor=actor,
        now=now,
        subject_id=payout.payee_id,
    )
    payload = {"payout": payout.id, "about": payout.about}
    publish(event=event, aggregate=payout.id, payload=payload, now=now)
