"""Validity, masking, layout."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.certificates.domain.disclosure import disclosed, mask
from tongban.certificates.domain.layout import fill
from tongban.certificates.domain.validity import first_counted_day, last_valid_day, verdict
from tongban.certificates.views import (
    STATUS_DIGITS,
    CertificateField,
    CertificateStatus,
    VerifyOutcome,
)
from tongban.kernel.text import Text


@pytest.mark.parametrize(
    ("first", "validity", "last"),
    [
        (date(2026, 3, 1), "5 years", date(2031, 2, 28)),
        (date(2026, 11, 23), "1 years", date(2027, 11, 22)),
        (date(2024, 2, 29), "1 years", date(2025, 2, 27)),
        (date(2026, 1, 31), "1 months", date(2026, 2, 27)),
        (date(2026, 12, 31), "90 days", date(2027, 3, 30)),
        (date(2026, 1, 1), "long-term", None),
    ],
)
def test_last_day(first: date, validity: str, last: date | None):
    assert last_valid_day(first, validity) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 240))
def test_a_longer_term_never_ends_earlier(first: date, months: int):
    shorter = last_valid_day(first, f"{months} months")
    longer = last_valid_day(first, f"{months + 1} months")
    assert shorter is not None
    assert longer is not None
    assert first < longer
    assert shorter < longer
    assert longer - shorter <= timedelta(days=31)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_renewing_early_loses_no_day_and_late_gains_none(today: date, ahead: int):
    old_end = today + timedelta(days=ahead)
    assert first_counted_day(today, old_end) == old_end + timedelta(days=1)
    assert first_counted_day(today, today - timedelta(days=ahead + 1)) == today
    assert first_counted_day(today, None) == today


@pytest.mark.parametrize("status", list(CertificateStatus))
def test_only_a_valid_unexpired_one_verifies(status: CertificateStatus):
    today = date(2026, 11, 23)
    outcome, reason = verdict(status, today, today)
    assert (outcome is VerifyOutcome.VALID) == (status is CertificateStatus.VALID)
    assert reason.zh
    assert reason.en
    late, _ = verdict(status, today - timedelta(days=1), today)
    assert late is not VerifyOutcome.VALID


@given(st.text(min_size=1, max_size=60))
def test_a_mask_keeps_the_length_and_hides_most(value: str):
    masked = mask(value)
    assert len(masked) >= len(value)
    kept = sum(a == b for a, b in zip(masked, value, strict=False) if b != "*")
    assert kept <= max(1, len(value) / 3)


def test_hidden_and_unknown_fields_never_reach_the_public():
    label = Text.of("标签", "Label")
    fields = [CertificateField(name, label, "990102199001011234") for name in "abcd"]
    definition = {
        "fields": [
            {"name": "a", "disclosure": "public"},
            {"name": "b", "disclosure": "masked"},
            {"name": "c", "disclosure": "hidden"},
        ]
    }
    shown = disclosed(fields, definition)
    assert [field.name for field in shown] == ["a", "b"]
    assert shown[0].value == "990102199001011234"
    assert shown[1].value == "990************234"


def test_a_layout_line_never_prints_a_brace():
    lines = [{"zh-Hans": "{holder}，住{address}。", "en": "{holder}, {address}."}]
    assert fill(lines, {"holder": "测试人"}, "zh-Hans") == ["测试人，住—。"]


def test_every_status_has_its_own_digits():
    for table in STATUS_DIGITS.values():
        assert set(table) == set(CertificateStatus)
        assert len(set(table.values())) == len(table)
