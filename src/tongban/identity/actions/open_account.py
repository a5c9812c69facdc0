"""Open an account for a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.identity import events, policies, queries
from tongban.identity.actions.change_subject import locked_subject
from tongban.identity.models import Account
from tongban.identity.refusals import NotYours, SubjectUnknown
from tongban.identity.views import AccountView, DemoAccount, SubjectKind
from tongban.jobs.api import publish
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import new_id
from tongban.ledger.api import record


def open_account(
    *,
    actor: Actor,
    subject_id: str,
    kind: ActorKind,
    now: datetime,
    demo: DemoAccount | None = None,
    position: int = 0,
) -> AccountView:
    """Open an account of ``kind`` (person, firm-agent or officer) held by a natural person.

    ``demo`` gives the account its fixed id and the words of its sign-in card, shown in order of
    ``position``; opening the same demo account again returns it. Refuses: NotYours, SubjectUnknown.
    """
    if not policies.may_open_account(actor, subject_id):
        raise NotYours
    with transaction.atomic():
        subject = locked_subject(subject_id)
        if subject.kind != SubjectKind.PERSON.value:
            raise SubjectUnknown  # firms act through people: accounts are held by persons only
        row, created = Account.objects.get_or_create(
            id=demo.account_id if demo else new_id("acct"),
            defaults={
                "kind": kind.value,
                "subject": subject,
                "is_demo": demo is not None,
                "position": position,
                "label": demo.label.to_mapping() if demo else {},
                "role": demo.role.to_mapping() if demo else {},
                "opened_at": now,
            },
        )
        if created:
            facts = {"account": row.id, "account_kind": kind.value}
            record(
                kind="identity.account-opened", about=subject_id, facts=facts, actor=actor, now=now
            )
            publish(
                event=events.ACCOUNT_OPENED,
                aggregate=row.id,
                payload={"account_id": row.id, "subject_id": subject_id, "kind": kind.value},
                now=now,
            )
    return queries.account(row.id, on=local_date(now))
