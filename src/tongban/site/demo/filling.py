"""What an invented person types and hands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from tongban.bundles.api import BundleNotComplete
from tongban.cases.api import MaterialsMissing
from tongban.files.api import store_upload
from tongban.forms.api import FieldKind, FieldView
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel
from tongban.site.demo.population import Person

_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

Sent = TypeVar("Sent")
FROM_AFAR = Assurance.L4
"""How well the invented people are known at their own devices; a card at a window proves more."""


def acting(person: Person, channel: Channel, clerk: Actor) -> Actor:
    """The person at their own device, or before ``clerk`` whose keyboard it then is."""
    own = person.id.replace("subj_", "acct_")
    return Actor(
        kind=ActorKind.PERSON,
        subject_id=person.id,
        account_id=clerk.account_id if channel.attended else own,
        assurance=Assurance.L5 if channel.attended else FROM_AFAR,
        channel=channel,
        name=person.name,
    )


def typed(field: FieldView, person: Person) -> Any:
    """The first of what may be chosen, else something of the field's kind."""
    if field.options:
        return field.options[0].value
    return {
        FieldKind.DATE: "2026-01-05",
        FieldKind.NUMBER: int(field.minimum or 60),
        FieldKind.MONEY: "100000.00",
        FieldKind.PHONE: person.phone,
        FieldKind.YES_NO: True,
        FieldKind.DIVISION: person.home.code,
        FieldKind.RESIDENT_ID: person.number,
        FieldKind.IDENTIFIER: person.number,
    }.get(field.kind, person.name)


def upload(me: Actor, now: datetime) -> str:
    """The blob of a small PDF."""
    kept = store_upload(
        actor=me, filename="material.pdf", stream=BytesIO(_PDF), declared_type="application/pdf",
        purpose="case-material", now=now,
    )  # fmt: skip
    return kept.id


def sent_with_papers(
    send: Callable[[dict[str, str]], Sent], me: Actor, blobs: dict[str, str], now: datetime
) -> Sent:
    """What ``send`` gives; what no register holds is handed over as well, as its refusal asks."""
    try:
        return send(blobs)
    except (MaterialsMissing, BundleNotComplete) as refused:
        asked = [problem.where.removeprefix("material:") for problem in refused.problems]
        return send(blobs | {name: upload(me, now) for name in asked})
