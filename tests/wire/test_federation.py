"""Federation snapshots: taken only forwards, from whom they say, and for whom they may speak."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_trust.signing import algorithm_of, generate_key
from tongban_wire.federation import (
    FederationSnapshot,
    Offer,
    Share,
    sign_federation,
    take_federation,
)
from tongban_wire.numbered import Seen, SnapshotFault, SnapshotRefused

NOW = 1_790_000_000_000
KEY = generate_key(algorithm_of("intl"))
KEYS = {KEY.public.key_id: KEY.public}
OFFER = Offer("item-1", "医保转移", "Move insurance", "医保局", "Insurance", "990100", "/items/1")


def share(platform: str) -> Share:
    return Share(platform, "甲省", "Province A", "", (OFFER,))


def snapshot(sequence: int = 1, *told: str) -> FederationSnapshot:
    shares = tuple(map(share, told or ("a",)))
    return FederationSnapshot(1, "a", sequence, NOW, NOW + 1000, shares)


def take(found: FederationSnapshot, seen: Seen = Seen(), **changed):  # noqa: B008
    said = {"keys": KEYS, "issuer": "a", "now_ms": NOW, "from_hub": False} | changed
    return take_federation(sign_federation(found, KEY), seen=seen, **said)


def fault(found: FederationSnapshot, seen: Seen = Seen(), **changed):  # noqa: B008
    with pytest.raises(SnapshotRefused) as refused:
        take(found, seen, **changed)
    return refused.value.fault


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_numbers_never_go_back_whatever_order_they_come_in(order: list[int]) -> None:
    seen, texts = Seen(), {n: sign_federation(snapshot(n), KEY) for n in set(order)}
    for number in order:
        if number < seen.sequence:
            assert fault(snapshot(number), seen) is SnapshotFault.ROLLED_BACK
            continue
        _, seen = take_federation(texts[number], KEYS, "a", seen, NOW, from_hub=False)
    assert seen.sequence == max(order)


def test_one_number_with_two_contents_shows_a_fork() -> None:
    _, seen = take(snapshot(3))
    assert fault(replace(snapshot(3), expires_at_ms=NOW + 2), seen) is SnapshotFault.FORKED


def test_only_a_hub_speaks_for_others() -> None:
    assert fault(snapshot(1, "a", "b")) is SnapshotFault.FOR_ANOTHER
    assert len(take(snapshot(1, "a", "b"), from_hub=True)[0].shares) == 2


def test_a_share_is_told_once() -> None:
    assert fault(snapshot(1, "b", "b"), from_hub=True) is SnapshotFault.FOR_ANOTHER


def test_another_issuer_key_or_time_is_refused() -> None:
    stranger = generate_key(algorithm_of("intl")).public
    assert fault(snapshot(), issuer="b") is SnapshotFault.FOR_ANOTHER
    assert fault(snapshot(), keys={stranger.key_id: stranger}) is SnapshotFault.NOT_SIGNED
    assert fault(snapshot(), now_ms=NOW + 1000) is SnapshotFault.EXPIRED
    assert fault(snapshot(), now_ms=NOW - 30_001) is SnapshotFault.FROM_THE_FUTURE
