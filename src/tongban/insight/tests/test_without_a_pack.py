"""A platform that has no content yet counts nothing and is not in error."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tongban.insight.api import roll_up_due
from tongban.insight.models import DayRun

pytestmark = pytest.mark.django_db


def test_nothing_is_counted_before_a_pack_says_which_days_are_working_days():
    assert roll_up_due(datetime(2026, 11, 23, 2, 0, tzinfo=UTC)) == 0
    assert not DayRun.objects.exists()
