"""Identifiers of one process sort as they were made, also several in a millisecond."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tongban.kernel import ids
from tongban.kernel.ids import earliest_id, new_id


def test_they_sort_as_they_were_made_though_the_clock_stands_still_or_goes_back(
    monkeypatch: pytest.MonkeyPatch,
):
    moments = iter([5_000, 5_000, 5_000, 4_400, 5_001, 5_001])
    monkeypatch.setattr(ids, "_last", 0)
    monkeypatch.setattr(ids.time, "time_ns", lambda: next(moments) * 1_000_000)
    made = [new_id("case") for _ in range(6)]
    assert made == sorted(made)
    assert len(set(made)) == 6
    assert earliest_id("case", datetime.fromtimestamp(5, UTC)) < made[0]
    assert made[-1] < earliest_id("case", datetime.fromtimestamp(5.002, UTC))


def test_a_clock_set_back_further_is_followed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ids, "_last", 9_000_000 << 80)
    monkeypatch.setattr(ids.time, "time_ns", lambda: 5_000 * 1_000_000)
    assert new_id("case") < earliest_id("case", datetime.fromtimestamp(6, UTC))


def test_threads_never_share_one():
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(new_id, ["case"] * 4_000))
    assert len(set(made)) == 4_000
