"""Which of our own items people elsewhere may apply for, kept as the catalogue changes."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from tongban.catalogue.api import (
    HandlingArea,
    ItemNotFound,
    ItemSuspended,
    ItemView,
    browse_items,
    published_item,
)
from tongban.federation.models import OfferedItem
from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE
from tongban_wire.federation import MOST_OFFERS

_AREAS = (HandlingArea.NATION, HandlingArea.CROSS_PROVINCE)


def offer_item(code: str) -> bool:
    """Offer an item as it is published now, or no longer; whether it is offered.

    Offered are items whose area of handling 通办范围 is the nation or across provinces.
    """
    item = _published(code)
    if item is None or item.handling_area not in _AREAS:
        OfferedItem.objects.filter(source="", code=code).delete()
        return False
    OfferedItem.objects.update_or_create(
        source="",
        platform="",
        code=code,
        defaults={
            "name_zh": item.name.zh[:300],
            "name_en": item.name.en[:300],
            "agency_zh": item.agency_name.zh[:300],
            "agency_en": item.agency_name.en[:300],
            "region": item.region,
            "url": f"{settings.PUBLIC_URL}/items/{code}",
        },
    )
    return True


def offer_all_items() -> int:
    """``offer_item`` for the whole catalogue, at most 20,000 of them; how many are offered."""
    nobody, cursor, offered = Actor.anonymous(), None, 0
    with transaction.atomic():
        OfferedItem.objects.filter(source="").delete()
        for _ in range(MOST_OFFERS // MAX_PAGE_SIZE):
            page = browse_items(nobody, cursor=cursor, size=MAX_PAGE_SIZE)
            offered += sum(offer_item(hit.code) for hit in page.items)
            cursor = page.next_cursor
            if cursor is None:
                break
    return offered


def _published(code: str) -> ItemView | None:
    try:
        return published_item(code)
    except (ItemNotFound, ItemSuspended):
        return None
