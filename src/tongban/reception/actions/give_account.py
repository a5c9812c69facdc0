"""Open an account for somebody whose identity was checked at the window 当面开户."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tongban.identity.api import AccountView, DemoAccount, open_account
from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.kernel.text import Text
from tongban.reception.refusals import NotYourWindow
from tongban.reception.sittings import person_of, sitting_of

_ROLE = Text.of("在窗口开通账户的居民", "Resident whose account was opened at a window")


def give_account(*, clerk: Actor, sitting_id: str, now: datetime) -> AccountView:
    """Open an account for who was served in person; the same one again when there is one.

    In the demo it gets a card on the sign-in page. Refuses SittingNotFound, NotYourWindow (on paper
    or on the phone nobody has shown who they are), and what ``open_account`` refuses.
    """
    row = sitting_of(clerk, sitting_id)
    if row.channel != Channel.WINDOW.value:
        raise NotYourWindow
    name = person_of(row).name
    card = DemoAccount(
        row.subject_id.replace("subj_", "acct_"), Text.of(name, name), ActorKind.PERSON, _ROLE
    )
    return open_account(
        actor=clerk,
        subject_id=row.subject_id,
        kind=ActorKind.PERSON,
        now=now,
        demo=card if settings.DEMO else None,
        position=90,
    )
