"""claim_item: an agency takes up a basic item 认领 at its level."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.catalogue.domain.codes import UseLevel
from tongban.catalogue.domain.document import BasicItemDocument
from tongban.catalogue.domain.listing_views import ClaimView
from tongban.catalogue.domain.national import to_national
from tongban.catalogue.models import BasicItem, Claim
from tongban.catalogue.policies import may_edit
from tongban.catalogue.refusals import (
    BasicItemNotFound,
    ClaimCodeFaulty,
    EditingNotAllowed,
    LevelNotAllowed,
)
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.codes import item_code
from tongban.kernel.codes.fault import CodeFault
from tongban.kernel.ids import new_id
from tongban.ledger.api import record


def claim_item(
    *,
    actor: Actor,
    basic_code: str,
    agency_code: str,
    level: UseLevel,
    region: str,
    now: datetime,
) -> ClaimView:
    """Claim a basic item for an agency; claiming twice gives the claim that stands.

    ``agency_code`` is the USCC (18), ``region`` the division code. The 实施编码 of the claim is
    agency + level digit + basic code. Refusals: EditingNotAllowed, BasicItemNotFound,
    LevelNotAllowed, ClaimCodeFaulty. Source: DB52/T 1264-2018 (codes of items).
    """
    if not may_edit(actor, agency_code):
        raise EditingNotAllowed(agency_code)
    with transaction.atomic():
        basic = BasicItem.objects.filter(code=basic_code).first()
        if basic is None:
            raise BasicItemNotFound(basic_code)
        allowed = BasicItemDocument.model_validate(basic.document).levels
        if allowed and level not in allowed:
            raise LevelNotAllowed(basic_code, level.label.zh)
        try:
            code = item_code.make_implementing(agency_code, to_national(level), basic_code)
        except CodeFault as fault:
            raise ClaimCodeFaulty(fault) from fault
        claim, created = Claim.objects.get_or_create(
            basic=basic,
            agency_code=agency_code,
            level=level.value,
            defaults={
                "id": new_id("claim"),
                "region": region,
                "item_code": code,
                "claimed_at": now,
            },
        )
        if created:
            facts = {"basic": basic_code, "agency": agency_code, "level": level.value}
            record(kind="catalogue.item_claimed", about=code, facts=facts, actor=actor, now=now)
            publish(event="catalogue.item_claimed", aggregate=code, payload=facts, now=now)
    return ClaimView(
        id=claim.id,
        basic_code=basic_code,
        agency_code=agency_code,
        level=level,
        region=claim.region,
        item_code=claim.item_code,
        claimed_at=claim.claimed_at,
    )
