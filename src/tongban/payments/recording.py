"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor
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
    publish_recorded(
        event=event,
        aggregate=notice.id,
        payload=payload,
        facts={
            **payload,
            "number": notice.number,
            "amount": str(notice.amount),
            "currency": notice.currency,
            "state": notice.state,
            **(facts or {}),
        },
        actor=actor,
        subject_id=notice.payer_id,
        now=now,
    )


def tell_payout(payout: Payout, event: str, actor: Actor, now: datetime) -> None:
    """What happened to a payout."""
    publish_recorded(
        event=event,
        aggregate=payout.id,
        payload={"payout": payout.id, "about": payout.about},
        facts={
            "about": payout.about,
            "amount": str(payout.amount),
            "currency": payout.currency,
            "article": payout.article,
            "state": payout.state,
        },
        actor=actor,
        subject_id=payout.payee_id,
        now=now,
    )
