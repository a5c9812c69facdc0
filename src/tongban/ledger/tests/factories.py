"""Short ways to write evidence in tests."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.ledger.api import LeafReceipt, record

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
SYSTEM = Actor.system("tests")
PERSON = Actor(kind=ActorKind.PERSON, subject_id="subj_1", account_id="acct_1", name="某某")


def officer(*duties: Duty) -> Actor:
    post = Post("post_1", "11990100MB0000001X", "sc", "990102", frozenset(duties))
    return Actor(kind=ActorKind.OFFICER, account_id="acct_officer", posts=(post,))


def write_leaf(about: str = "case_1", actor: Actor = SYSTEM, **more) -> LeafReceipt:
    with transaction.atomic():
        return record(
            kind=more.pop("kind", "case.accepted"),
            about=about,
            facts=more.pop("facts", {"state": "accepted"}),
            actor=actor,
            now=more.pop("now", NOW),
            **more,
        )
