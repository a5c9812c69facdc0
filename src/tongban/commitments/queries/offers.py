"""Whether a service may be had by promise, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tongban.commitments.domain.credit import CreditState
from tongban.commitments.models import CreditRecord
from tongban.commitments.published import exclusion_of, terms_of_item
from tongban.commitments.views import OfferView
from tongban.elements.api import element
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_STANDS = (CreditState.STANDING.value, CreditState.OBJECTED.value)


def promise_offer(actor: Actor, item_code: str, now: datetime) -> OfferView:
    """What a service offers: the terms, and why this subject may not choose them where that is so.

    What registers say is asked when the application is sent. For everybody, signed in or not.
    """
    excluded = exclusion_of(item_code)
    if excluded is not None:
        return OfferView(None, excluded=excluded.reason)
    terms = terms_of_item(item_code)
    if terms is None or actor.acts_for is None:
        return OfferView(terms)
    return OfferView(terms, barred_by(actor.acts_for, calendar().local_date(now), (), {}))


def barred_by(
    subject_id: str, today: date, element_ids: Sequence[str], facts: Mapping[str, Any]
) -> Text | None:
    """Why a subject may not promise: a standing record, or what a register holds; else None."""
    rows = CreditRecord.objects.filter(
        subject_id=subject_id, state__in=_STANDS, last_day__gte=today
    )
    record = rows.order_by("-recorded_at", "-id").first()
    if record is not None:
        day = record.last_day.isoformat()
        return Text.of(
            f"有一条未修复的承诺不实记录（{record.number}），{day}到期，可以先申请信用修复",
            f"a broken promise is on record ({record.number}) until {day}; you may have it"
            " repaired first",
        )
    for each in element_ids:
        if facts.get(each) is True:
            name = element(each).name
            return Text.of(f"信用信息库里{name.zh}", f"the credit register says: {name.en}")
    return None
