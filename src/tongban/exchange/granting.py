"""Grants made, replaced and ended; every change marks the nodes whose policy it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings

from tongban.exchange import events
from tongban.exchange.models import Grant, Node, ShareRequest
from tongban.exchange.queries.resources import resource
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban_wire.policy import Question


def make_grant(
    actor: Actor, row: ShareRequest, fields: Sequence[str], term_days: int | None, now: datetime
) -> Grant:
    """A grant for a request, on the terms of its resource; one that stood for it is replaced."""
    known = resource(row.resource_code)
    days = min(term_days or known.terms.term_days, known.terms.term_days)
    replaced = Grant.objects.select_for_update().filter(
        item_code=row.item_code,
        resource_code=row.resource_code,
        article=row.article,
        revoked_at__isnull=True,
    )
    for old in replaced.order_by("id"):
        end_grant(actor, old, "replaced by a newer grant", now)
    chosen = set(fields)
    made = Grant.objects.create(
        id=new_id("grant"),
        request=row,
        resource_code=row.resource_code,
        provider_code=row.provider_code,
        consumer_code=row.consumer_code,
        item_code=row.item_code,
        purpose=row.purpose,
        article=row.article,
        fields=sorted(chosen),
        questions=[_written(each) for each in known.questions if each.field in chosen],
        terms=asdict(known.terms),
        valid_from=now,
        valid_until=now + timedelta(days=days),
    )
    _tell(actor, made, "exchange.grant-issued", events.GRANT_ISSUED, now)
    mark_stale((made.provider_code, made.consumer_code))
    return made


def end_grant(actor: Actor, row: Grant, reason: str, now: datetime) -> None:
    """Revoke a locked grant; one that is revoked already stays as it is."""
    if row.revoked_at is not None:
        return
    row.revoked_at, row.revoked_reason = now, reason
    row.save(update_fields=["revoked_at", "revoked_reason"])
    _tell(actor, row, "exchange.grant-revoked", events.GRANT_REVOKED, now)
    mark_stale((row.provider_code, row.consumer_code))


def mark_stale(agency_codes: Iterable[str]) -> None:
    """The policy of these agencies' nodes, and of the node for everybody, must be issued anew."""
    rows = Node.objects.filter(left_at__isnull=True, stale=False)
    touched = rows.filter(agency_code__in=list(agency_codes)) | rows.filter(serves_everybody=True)
    touched.update(stale=True)


def mark_crossing_stale() -> None:
    """The policy of every node that takes part across platforms must be issued anew."""
    rows = Node.objects.filter(left_at__isnull=True, stale=False)
    rows.filter(id__startswith=f"{settings.PLATFORM_CODE}.").update(stale=True)


def _written(question: Question) -> dict[str, str | None]:
    return {**asdict(question), "operator": question.operator.value}


def _tell(actor: Actor, row: Grant, kind: str, event: str, now: datetime) -> None:
    facts = {
        "grant": row.id,
        "resource": row.resource_code,
        "provider": row.provider_code,
        "consumer": row.consumer_code,
        "item": row.item_code,
    }
    about = {**facts, "article": row.article, "fields": row.fields, "purpose": row.purpose}
    record(kind=kind, about=row.id, facts=about, actor=actor, now=now)
    publish(event=event, aggregate=row.id, payload=facts, now=now)
