"""The policy snapshot: taken only forwards, only by its node, only in its time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_node.attack.world import CONSUMER, DAY_MS, PROVIDER, World
from tongban_wire.legal_check import ready
from tongban_wire.plain import Malformed
from tongban_wire.snapshot import (
    MOST_SKEW_MS,
    Seen,
    SnapshotFault,
    SnapshotRefused,
    digest_of,
    sign_snapshot,
    take_heartbeat,
    take_snapshot,
)

NOW = 1_790_000_000_000
WORLD = World("intl", NOW)
KEYS = WORLD.platform_keys


def take(text: str, seen: Seen = Seen(), now: int = NOW, node: str = PROVIDER):  # noqa: B008
    return take_snapshot(text, KEYS, node, seen, now)


def fault(text: str, seen: Seen = Seen(), now: int = NOW, node: str = PROVIDER):  # noqa: B008
    with pytest.raises(SnapshotRefused) as refused:
        take(text, seen, now, node)
    return refused.value.fault


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_the_sequence_never_goes_back_whatever_order_they_come_in(order: list[int]) -> None:
    texts = {n: WORLD.signed_snapshot(PROVIDER, n) for n in set(order)}
    seen = Seen()
    for number in order:
        highest = seen.sequence
        if number < highest:
            assert fault(texts[number], seen) is SnapshotFault.ROLLED_BACK
        else:
            snapshot, seen = take(texts[number], seen)
            assert snapshot.sequence == seen.sequence == number
    assert seen.sequence == max(order)


def test_two_policies_with_one_number_show_a_fork() -> None:
    _, seen = take(WORLD.signed_snapshot(PROVIDER, 3))
    other = replace(WORLD.snapshot(PROVIDER, 3), revoked=())
    assert fault(sign_snapshot(other, WORLD.platform_key), seen) is SnapshotFault.FORKED


def test_another_nodes_policy_is_not_taken() -> None:
    assert fault(WORLD.signed_snapshot(CONSUMER)) is SnapshotFault.FOR_ANOTHER


def test_a_policy_serves_until_it_expires_and_not_from_the_future() -> None:
    text = WORLD.signed_snapshot(PROVIDER)
    take(text, now=NOW + DAY_MS - 1)
    assert fault(text, now=NOW + DAY_MS) is SnapshotFault.EXPIRED
    take(text, now=NOW - MOST_SKEW_MS)
    assert fault(text, now=NOW - MOST_SKEW_MS - 1) is SnapshotFault.FROM_THE_FUTURE


def test_only_the_platform_signs_policies() -> None:
    forged = sign_snapshot(WORLD.snapshot(PROVIDER), WORLD.forger_key)
    assert fault(forged) is SnapshotFault.NOT_SIGNED
    assert fault("rubbish") is SnapshotFault.NOT_SIGNED


def test_a_heartbeat_renews_age_and_term_of_the_very_same_policy() -> None:
    text, later = WORLD.signed_snapshot(PROVIDER, 2), NOW + DAY_MS // 2
    _, seen = take(text)
    beat = WORLD.signed_heartbeat(PROVIDER, 2, text, later)
    renewed = take_heartbeat(beat, KEYS, PROVIDER, seen, later)
    assert renewed == Seen(2, digest_of(text), later, later + DAY_MS)
    # The same beat again, and an older one, take nothing back.
    old = WORLD.signed_heartbeat(PROVIDER, 2, text, NOW)
    assert take_heartbeat(old, KEYS, PROVIDER, renewed, later) == renewed


@pytest.mark.parametrize(
    ("sequence", "node", "text", "expected"),
    [
        (1, PROVIDER, None, SnapshotFault.ROLLED_BACK),
        (3, PROVIDER, None, SnapshotFault.FOR_ANOTHER),
        (2, CONSUMER, None, SnapshotFault.FOR_ANOTHER),
        (2, PROVIDER, "another text", SnapshotFault.FORKED),
    ],
)
def test_a_heartbeat_about_anything_else_is_refused(sequence, node, text, expected) -> None:
    standing = WORLD.signed_snapshot(PROVIDER, 2)
    _, seen = take(standing)
    beat = WORLD.signed_heartbeat(node, sequence, text or standing, NOW)
    with pytest.raises(SnapshotRefused) as refused:
        take_heartbeat(beat, KEYS, PROVIDER, seen, NOW)
    assert refused.value.fault is expected


def test_a_policy_with_a_key_that_is_none_is_not_made_ready() -> None:
    snapshot = WORLD.snapshot(PROVIDER)
    node = snapshot.nodes[0]
    bad = replace(node, keys=(replace(node.keys[0], key_id="0" * 32),))
    with pytest.raises(Malformed):
        ready(replace(snapshot, nodes=(bad,)))
