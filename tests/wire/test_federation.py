"""Federation snapshots: taken only forwards, from whom they say, and for whom they may speak."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_trust.signing import algorithm_of, generate_key
from tongban_wire.federation import (
    VERSION,
    FederationSnapshot,
    Offer,
    Share,
    parts_of,
    sign_federation,
    since,
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
    return FederationSnapshot(VERSION, "a", sequence, NOW, NOW + 1000, shares)


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


SHARES = st.lists(
    st.builds(
        Share,
        platform=st.sampled_from(["a", "b", "c", "d"]),
        name_zh=st.sampled_from(["甲省", "乙省"]), name_en=st.just("A province"),
        trust=st.sampled_from(["", "信任 1", "信任 2"]),
        offers=st.sampled_from([(), (OFFER,), (OFFER, replace(OFFER, code="item-2"))]),
        exchange=st.sampled_from(["", "one", "two"]),
    ),
    max_size=4, unique_by=lambda share: share.platform,
).map(tuple)  # fmt: skip


@given(SHARES, SHARES)
def test_what_changed_put_upon_what_was_known_is_the_whole(older, newer) -> None:
    before = FederationSnapshot(VERSION, "a", 1, NOW, NOW + 1000, older)
    after = FederationSnapshot(VERSION, "a", 2, NOW, NOW + 1000, newer)
    text = sign_federation(after, KEY)
    told = since(text, sign_federation(before, KEY))
    said = {"issuer": "a", "seen": Seen(), "now_ms": NOW, "from_hub": True}
    found, seen = take_federation(told, KEYS, known=parts_of(before), **said)
    assert (found, seen) == take_federation(text, KEYS, **said)
    assert found == after
    fresh = parts_of(after).keys() - parts_of(before).keys()
    assert len(told.split("\n")) == 1 + len(fresh)
    if fresh:
        with pytest.raises(SnapshotRefused, match="missing"):
            take_federation(text.partition("\n")[0], KEYS, known=parts_of(before), **said)


def test_a_part_that_is_another_than_named_is_refused() -> None:
    mine = sign_federation(snapshot(1), KEY)
    other = sign_federation(
        replace(snapshot(1), shares=(replace(share("a"), offers=(replace(OFFER, url="/evil"),)),)),
        KEY,
    )
    swapped = mine.split("\n")[0] + "\n" + mine.split("\n")[1].split(" ")[0] + " "
    swapped += other.split("\n")[1].split(" ")[1]
    with pytest.raises(SnapshotRefused, match="not what its name says"):
        take_federation(swapped, KEYS, "a", Seen(), NOW, from_hub=False)
    head, parts = mine.split("\n")[0], other.split("\n")[1]
    with pytest.raises(SnapshotRefused, match="missing"):
        take_federation(f"{head}\n{parts}", KEYS, "a", Seen(), NOW, from_hub=False)
