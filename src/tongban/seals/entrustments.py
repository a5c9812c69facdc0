"""Entrustments as rows: the words sealed in them, and the one under which a use is made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.db import connection

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text
from tongban.ledger.api import seal as seal_for_subject
from tongban.ledger.api import unseal_many
from tongban.seals.domain.entrusting import EntrustmentView, state_on
from tongban.seals.domain.purpose import Purpose, within
from tongban.seals.models import Entrustment, Seal
from tongban_trust.canonical import canonical_bytes

_MOST = 200
_GONE = {"person": "", "purpose": ""}


def sealed_words(firm_id: str, person: str, purpose: str) -> bytes:
    """The person's name and the purpose, for the firm."""
    return seal_for_subject(firm_id, canonical_bytes({"person": person, "purpose": purpose}))


def views_of(rows: Sequence[Entrustment], today: date) -> tuple[EntrustmentView, ...]:
    """Rows with their seals as outsiders see them; words are empty once the firm is forgotten."""
    opened = unseal_many([(row.seal.subject_id or "", bytes(row.sealed)) for row in rows])
    return tuple(
        _view(row, json.loads(words) if words else _GONE, today)
        for row, words in zip(rows, opened, strict=True)
    )


def entrusted_with(actor: Actor, seal: Seal, today: date) -> tuple[Entrustment, ...]:
    """What a person who acts for themself was entrusted of a firm's seal and may use today.

    Held for share until the transaction ends: nobody takes it back in between.
    """
    if actor.kind is not ActorKind.PERSON or seal.subject_id is None:
        return ()
    rows = Entrustment.objects.filter(
        seal=seal,
        person_id=actor.subject_id,
        ended_at=None,
        valid_from__lte=today,
        valid_until__gte=today,
    )
    ids = list(rows.order_by("-entrusted_at", "-id").values_list("id", flat=True)[:_MOST])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM seals_entrustment WHERE id = ANY(%s) AND ended_at IS NULL"
            " ORDER BY id FOR SHARE",
            [ids],
        )
        held = [found for (found,) in cursor.fetchall()]
    return tuple(Entrustment.objects.filter(id__in=held).order_by("-entrusted_at", "-id"))


def covering(rows: Sequence[Entrustment], purpose: Purpose) -> Entrustment | None:
    """The first of them whose scope covers the purpose."""
    return next((row for row in rows if within(map(Purpose.parse, row.scope), purpose)), None)


def _view(row: Entrustment, words: dict[str, str], today: date) -> EntrustmentView:
    return EntrustmentView(
        id=row.id,
        seal_id=row.seal_id,
        seal_name=Text.from_mapping(row.seal.name),
        person_name=words["person"],
        purpose=words["purpose"],
        scope=tuple(map(Purpose.parse, row.scope)),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        entrusted_at=row.entrusted_at,
        state=state_on(today, row.valid_until, row.ended_at),
    )
