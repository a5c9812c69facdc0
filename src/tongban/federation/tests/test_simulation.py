"""The simulated delivery: every member gets the change once, and only what changed."""

from __future__ import annotations

from datetime import timedelta

from tongban.federation.api import simulate


def test_each_member_is_sent_the_change_once() -> None:
    found = simulate(5, 2, timedelta(milliseconds=50), timedelta(seconds=60), "intl")
    assert (found.members, found.reached, found.snapshots_sent) == (5, 5, 5)
    assert 0 < found.bytes_sent < 5 * found.snapshot_bytes
    assert 0 <= found.median_s <= found.last_s
