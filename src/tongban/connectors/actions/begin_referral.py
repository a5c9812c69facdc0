"""A case of a connected item begins its way to the other system."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.connectors import events
from tongban.connectors.keeping import tell
from tongban.connectors.messages import MessageKind, queue
from tongban.connectors.models import Referral
from tongban.connectors.published import connector_of_item
from tongban.kernel.ids import new_id


def begin_referral(
    *, case_id: str, case_number: str, item_code: str, region: str, subject_id: str, now: datetime
) -> str | None:
    """Queue the application for the system of the item; once however often it is told.

    Returns the referral's id; None when no connector takes the item or it has begun before.
    """
    connector = connector_of_item(item_code)
    if connector is None:
        return None
    with transaction.atomic():
        row = Referral(
            id=new_id("referral"),
            connector_code=connector.code,
            connector_version=connector.version,
            case_id=case_id,
            case_number=case_number,
            item_code=item_code,
            agency_code=connector.agency_code,
            region=region,
            subject_id=subject_id,
            begun_at=now,
        )
        Referral.objects.bulk_create([row], ignore_conflicts=True)
        if not Referral.objects.filter(id=row.id).exists():
            return None
        queue(row, MessageKind.APPLICATION, now)
        tell(row, events.REFERRAL_BEGUN, "referral-begun", now)
    return row.id
