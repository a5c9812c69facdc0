"""Sign in as one of the demo people: no secret, so only where the profile says demo."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tongban.identity import events, queries
from tongban.identity.models import Account
from tongban.identity.refusals import AccountUnknown, DemoSignInClosed
from tongban.identity.views import AccountView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record


def sign_in_demo(*, account_id: str, now: datetime) -> AccountView:
    """Sign in with a demo account and return it with everyone it represents.

    Refuses: DemoSignInClosed (the profile is not the demo), AccountUnknown (no such demo account).
    """
    if not settings.DEMO:
        raise DemoSignInClosed
    if not Account.objects.filter(id=account_id, is_demo=True, closed_at__isnull=True).exists():
        raise AccountUnknown
    view = queries.account(account_id)
    with transaction.atomic():
        record(
            kind="identity.signed-in",
            about=account_id,
            facts={"way": "demo"},
            actor=Actor(kind=view.kind, subject_id=view.subject_id, account_id=account_id),
            now=now,
        )
        publish(
            event=events.SIGNED_IN,
            aggregate=account_id,
            payload={"account_id": account_id},
            now=now,
        )
    return view
