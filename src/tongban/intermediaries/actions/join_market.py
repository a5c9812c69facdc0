"""Offer a service 入驻, or stop: an institution is whoever holds what the law asks, no more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.certificates.api import valid_certificate_of
from tongban.identity.api import SubjectKind, subject
from tongban.intermediaries.events import INSTITUTION_JOINED, INSTITUTION_LEFT
from tongban.intermediaries.models import Offer
from tongban.intermediaries.published import service
from tongban.intermediaries.queries.institutions import institution_view
from tongban.intermediaries.refusals import FirmsOnly, NotQualified, SignInToCommission, StepNotOpen
from tongban.intermediaries.views import InstitutionView
from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor, ActorKind


def join_market(*, actor: Actor, service_code: str, now: datetime) -> InstitutionView:
    """The firm the actor acts for offers this service from now on; joining again changes nothing.

    The certificate the service asks for must be valid now; nothing else is asked.
    Refuses SignInToCommission, FirmsOnly, ServiceUnknown, NotQualified.
    Source: 优化营商环境条例 43.
    """
    wanted = service(service_code)
    firm_id = acting_firm(actor)
    firm = subject(actor, firm_id)
    if firm.kind is not SubjectKind.FIRM:
        raise FirmsOnly
    held = ""
    if wanted.qualification:
        held = valid_certificate_of(firm_id, wanted.qualification, now) or ""
        if not held:
            raise NotQualified
    with transaction.atomic():
        row, fresh = Offer.objects.get_or_create(
            institution_id=firm_id,
            service_code=wanted.code,
            defaults={
                "name": firm.name,
                "uscc": firm.masked_identifier,
                "certificate_id": held,
                "joined_at": now,
            },
        )
        if fresh or row.left_at is not None:
            row.left_at, row.certificate_id, row.name = None, held, firm.name
            row.save(update_fields=["left_at", "certificate_id", "name"])
            _note(row, INSTITUTION_JOINED, actor, now)
    return institution_view(row, now)


def leave_market(*, actor: Actor, service_code: str, now: datetime) -> InstitutionView:
    """The firm no longer offers it; what it has taken on goes on. Refuses SignInToCommission,
    FirmsOnly, StepNotOpen (it does not offer it)."""
    firm_id = acting_firm(actor)
    with transaction.atomic():
        row = (
            Offer.objects.select_for_update()
            .filter(institution_id=firm_id, service_code=service_code, left_at__isnull=True)
            .order_by("id")
            .first()
        )
        if row is None:
            raise StepNotOpen
        row.left_at = now
        row.save(update_fields=["left_at"])
        _note(row, INSTITUTION_LEFT, actor, now)
    return institution_view(row, now)


def acting_firm(actor: Actor) -> str:
    """The firm whose affairs these are. Refuses SignInToCommission, FirmsOnly."""
    if actor.acts_for is None:
        raise SignInToCommission
    if actor.posts or actor.kind is not ActorKind.FIRM_AGENT or actor.on_behalf_of is None:
        raise FirmsOnly
    return actor.on_behalf_of


def _note(row: Offer, event: str, actor: Actor, now: datetime) -> None:
    payload = {"institution": row.institution_id, "service": row.service_code}
    publish_recorded(
        event=event,
        aggregate=row.institution_id,
        payload=payload,
        facts={**payload, "certificate": row.certificate_id},
        actor=actor,
        subject_id=row.institution_id,
        now=now,
    )
