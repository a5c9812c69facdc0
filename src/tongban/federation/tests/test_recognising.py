"""Certificates and items of another platform hold here by the trust list, and only by it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.trust.issued import NOW, TODAY, suspended

from tongban.certificates.api import VerifyOutcome, VerifyVerdict
from tongban.federation.api import (
    PlatformKind,
    current_snapshot,
    issue_snapshot,
    items_elsewhere,
    platform_key,
    register_platform,
    retire_platform,
    take_snapshot,
    verify_anywhere,
    verify_file_anywhere,
)
from tongban.federation.tests.factories import SYSTEM, Elsewhere, offer
from tongban.jurisdiction.tests.factories import a_calendar

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=90)


@pytest.fixture
def other(settings) -> Elsewhere:
    settings.TRUST_SUITE = "intl"
    a_calendar()
    return Elsewhere().join(NOW)


def code_of(other: Elsewhere) -> str:
    return f"https://a.example/verify/abc#{other.world.code(other.world.record())}"


def check(words: str, now: datetime = LATER) -> VerifyVerdict:
    return verify_anywhere(words, now, TODAY)


def test_a_code_of_a_platform_nobody_knows_does_not_hold(other: Elsewhere) -> None:
    assert check(code_of(other)).outcome is VerifyOutcome.ALTERED


def test_a_code_holds_by_the_trust_list_and_says_where_it_is_from(other: Elsewhere) -> None:
    other.tell(NOW, other.share())
    found = check(code_of(other))
    assert found.outcome is VerifyOutcome.VALID
    assert "甲省" in found.reasons[0].zh
    assert "王*" in found.reasons[-1].zh


def test_a_change_of_status_arrives_with_the_next_snapshot(other: Elsewhere) -> None:
    words, record = code_of(other), other.world.record()
    words = f"#{other.world.code(record)}"
    other.tell(NOW, other.share())
    other.tell(NOW, other.share(changes=suspended(record), sequence=2), sequence=2)
    assert check(words).outcome is VerifyOutcome.SUSPENDED


def test_trust_that_goes_back_is_left_out(other: Elsewhere) -> None:
    record = other.world.record()
    other.tell(NOW, other.share(changes=suspended(record), sequence=2))
    other.tell(NOW, other.share(sequence=1), sequence=2)
    assert check(f"#{other.world.code(record)}").outcome is VerifyOutcome.SUSPENDED


def test_trust_is_over_with_its_snapshot_and_its_platform(other: Elsewhere) -> None:
    other.tell(NOW, other.share())
    words = code_of(other)
    assert check(words, NOW + timedelta(hours=2)).outcome is VerifyOutcome.ALTERED
    retire_platform(actor=SYSTEM, code=other.code, now=LATER)
    assert check(words).outcome is VerifyOutcome.ALTERED


def test_a_file_holds_and_a_changed_one_does_not(other: Elsewhere) -> None:
    other.tell(NOW, other.share())
    data = other.world.ofd(other.world.attached())
    found = verify_file_anywhere(data, LATER, TODAY)
    assert found.outcome is VerifyOutcome.VALID
    assert "王*" in found.reasons[-1].zh
    changed = bytearray(data)
    changed[len(changed) // 2] ^= 1
    assert verify_file_anywhere(bytes(changed), LATER, TODAY).outcome is not VerifyOutcome.VALID


def test_the_page_says_where_it_was_issued(other: Elsewhere, client: Client) -> None:
    other.tell(timezone.now(), other.share())
    said = client.get("/verify", {"code": code_of(other)}).content.decode()
    assert "由“甲省”签发" in said


def test_a_ministrys_change_reaches_the_province_by_way_of_the_hub(settings) -> None:
    settings.TRUST_SUITE, settings.PLATFORM_CODE = "intl", "nation"
    a_calendar()
    ministry, texts = Elsewhere("ministry", PlatformKind.DEPARTMENT).join(NOW), []
    for sequence, name in enumerate(("医保关系转移", "医保关系转移接续"), start=1):
        ministry.tell(NOW, ministry.share(offer(name=name)), sequence=sequence)
        issue_snapshot(LATER)
        issued = current_snapshot()
        assert issued is not None
        texts.append(issued.text)
    nation = Elsewhere("nation", PlatformKind.HUB)
    retire_platform(actor=SYSTEM, code=ministry.code, now=LATER)
    settings.PLATFORM_CODE = "province-b"
    key = platform_key(LATER).public.spki.hex()
    register_platform(actor=SYSTEM, new=nation.new(spki=key), now=LATER)
    assert not items_elsewhere("医保", LATER)
    for text, name in zip(texts, ("医保关系转移", "医保关系转移接续"), strict=True):
        take_snapshot(code="nation", text=text, now=LATER)
        [found] = items_elsewhere("医保", LATER)
        assert (found.platform, found.name.zh) == ("ministry", name)
    assert check(code_of(ministry)).outcome is VerifyOutcome.VALID
    retire_platform(actor=SYSTEM, code="nation", now=LATER)
    assert check(code_of(ministry)).outcome is VerifyOutcome.ALTERED
