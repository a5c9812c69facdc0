"""Consent 同意 given and withdrawn by the person whose data a grant is about.

The grant is one of ours, or one another platform gave: then the consent goes with our signed case
token, and its withdrawal with our next snapshot.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.exchange import events, policies
from tongban.exchange.granting import mark_stale
from tongban.exchange.models import Consent, CrossGrant, Grant, in_force
from tongban.exchange.queries.consents import consent_views
from tongban.exchange.refusals import ConsentNotYours, GrantUnknown
from tongban.exchange.views import ConsentView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record


def give_consent(*, actor: Actor, grant_id: str, now: datetime) -> ConsentView:
    """The actor agrees, or for whom the actor acts, to the looks one grant allows, while it lasts.

    The grant may be another platform's: who answers there takes our word for it, signed.

    Given twice it is one consent. It stands for this grant alone: another purpose, agency, field or
    article is another grant and asked anew. Refuses: ConsentNotYours, GrantUnknown (none in force
    that needs consent). Source: 个人信息保护法 13, 14, 23.
    """
    subject_id = _decider(actor)
    with transaction.atomic():
        found = _live(grant_id, now)
        row, made = Consent.objects.get_or_create(
            subject_id=subject_id,
            grant=found if isinstance(found, Grant) else None,
            cross_grant=found if isinstance(found, CrossGrant) else None,
            withdrawn_at=None,
            defaults={
                "id": new_id("consent"),
                "given_at": now,
                "valid_until": found.valid_until,
            },
        )
        if made:
            _tell(actor, row, "exchange.consent-given", events.CONSENT_GIVEN, now)
    return consent_views([row], now)[0]


def withdraw_consent(*, actor: Actor, consent_id: str, now: datetime) -> ConsentView:
    """From now on nobody is answered on this consent; the provider's node hears it within seconds.

    One on another platform hears it with our next snapshot; until then no new token carries it.

    What was looked up before stays lawful. Withdrawn twice it is withdrawn once. Refuses:
    ConsentNotYours, also when there is none. Source: 个人信息保护法 15.
    """
    subject_id = _decider(actor)
    with transaction.atomic():
        rows = Consent.objects.select_for_update(of=("self",)).select_related(
            "grant", "cross_grant"
        )
        row = rows.filter(id=consent_id, subject_id=subject_id).order_by("id").first()
        if row is None:
            raise ConsentNotYours
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            if row.grant is not None:
                mark_stale((row.grant.provider_code,))
            _tell(actor, row, "exchange.consent-withdrawn", events.CONSENT_WITHDRAWN, now)
    return consent_views([row], now)[0]


def _live(grant_id: str, now: datetime) -> Grant | CrossGrant:
    own = Grant.objects.select_for_update().filter(in_force(now), id=grant_id)
    told = CrossGrant.objects.select_for_update().filter(in_force(now), id=grant_id, given=False)
    found = own.order_by("id").first() or told.order_by("id").first()
    if found is None or not found.terms["needs_consent"]:
        raise GrantUnknown
    return found


def _decider(actor: Actor) -> str:
    subject_id = actor.acts_for
    if subject_id is None or not policies.may_consent(actor, subject_id):
        raise ConsentNotYours
    return subject_id


def _tell(actor: Actor, row: Consent, kind: str, event: str, now: datetime) -> None:
    grant = row.under
    facts = {"consent": row.id, "grant": grant.id, "item": grant.item_code,
             "provider": grant.provider_code, "consumer": grant.consumer_code}  # fmt: skip
    told = {**facts, "purpose": grant.purpose, "article": grant.article, "fields": grant.fields,
            "until": row.valid_until.isoformat()}  # fmt: skip
    subject = row.subject_id
    record(kind=kind, about=subject, subject_id=subject, facts=told, actor=actor, now=now)
    publish(event=event, aggregate=row.id, payload=facts, now=now)
