"""With the province published: items are offered and found, and rows do at the hub."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import settle
from tests.trust.issued import NOW

from tongban.cases.api import changed_cases
from tongban.certificates.api import RegisterPlace, changed_certificates
from tongban.federation.actions.offer_items import offer_all_items
from tongban.federation.api import PlatformKind, gather_rows
from tongban.federation.domain.row_fields import faults_of_row
from tongban.federation.models import GatheredRow, OfferedItem
from tongban.federation.tests.factories import Elsewhere, offer
from tongban.kernel.actor import Actor
from tongban_wire.rows import RowKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


def test_nothing_is_gathered_without_a_hub(settings) -> None:
    settings.PLATFORM_CODE = "province-a"
    assert gather_rows(timezone.now()) == 0
    assert not GatheredRow.objects.exists()


def test_what_the_province_has_does_at_the_hub(settings) -> None:
    settings.PLATFORM_CODE = "province-a"
    now = timezone.now()
    Elsewhere("nation", PlatformKind.HUB).join(now)
    settle(now)
    later = now + timedelta(hours=1)
    assert gather_rows(later) == GatheredRow.objects.count() > 0
    assert gather_rows(later) == 0
    rows = list(GatheredRow.objects.order_by("id"))
    tasks = {row.key for row in rows if row.kind == RowKind.ITEM.value}
    faults = [
        (row.kind, row.key, fault.field, fault.reason.zh)
        for row in rows
        for fault in faults_of_row(RowKind(row.kind), row.key, row.source, tasks)
    ]
    assert not faults
    assert {row.kind for row in rows} == {"item", "certificate"}


def test_only_the_platform_itself_reads_what_changed() -> None:
    nobody, now = Actor.anonymous(), timezone.now()
    assert changed_cases(nobody, after=0, before=now) == ((), 0)
    start = RegisterPlace()
    assert changed_certificates(nobody, after=start, before=now) == ((), start)


class TestItems:
    def test_the_search_marks_what_is_decided_elsewhere(self, client: Client) -> None:
        now, other = timezone.now(), Elsewhere().join(NOW)
        other.tell(now, other.share(offer()))
        page = client.get("/search", {"q": "医保关系"}).content.decode()
        assert "跨省通办" in page
        assert 'href="https://a.example/items/item-1"' in page
        assert "甲省医保局" in page
        assert "item-1" not in client.get("/search", {"q": "医保关系 海关"}).content.decode()

    def test_items_for_the_nation_are_offered_and_no_others(self) -> None:
        offered = offer_all_items()
        assert offered == OfferedItem.objects.filter(source="").count() > 0
        assert offer_all_items() == offered
