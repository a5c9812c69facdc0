"""The policy a node holds survives a restart, and no restart lets an older one in."""

from __future__ import annotations

from tongban_node.attack.world import DAY_MS, PROVIDER, World
from tongban_node.policy import PolicyKept
from tongban_wire.snapshot import SnapshotFault

NOW = 1_790_000_000_000
WORLD = World("intl", NOW)


def kept(folder, now: int = NOW) -> PolicyKept:
    return PolicyKept(folder, PROVIDER, (WORLD.platform_key.public,), lambda: now)


def test_a_policy_serves_after_a_restart_without_the_platform(tmp_path) -> None:
    first = kept(tmp_path)
    assert first.policy is None
    assert first.take(WORLD.signed_snapshot(PROVIDER, 3))
    again = kept(tmp_path, NOW + 1000)
    assert again.policy is not None
    assert again.policy.snapshot == first.policy.snapshot
    assert again.seen == first.seen


def test_a_restart_does_not_let_an_older_policy_in(tmp_path) -> None:
    old = WORLD.signed_snapshot(PROVIDER, 2)
    assert kept(tmp_path).take(WORLD.signed_snapshot(PROVIDER, 3))
    again = kept(tmp_path)
    assert not again.take(old)
    assert again.refused == {SnapshotFault.ROLLED_BACK: 1}
    assert again.policy.snapshot.sequence == 3
    # Nor does an old text put in its place on the disk.
    (tmp_path / "snapshot").write_text(old, encoding="utf-8")
    swapped = kept(tmp_path)
    assert swapped.policy is None
    assert not swapped.take(old)


def test_a_heartbeat_keeps_a_policy_alive_over_its_own_term_and_a_restart(tmp_path) -> None:
    text = WORLD.signed_snapshot(PROVIDER, 3)
    first = kept(tmp_path)
    assert first.take(text)
    later = NOW + DAY_MS - 1
    renewed = kept(tmp_path, later)
    assert renewed.take_heartbeat(WORLD.signed_heartbeat(PROVIDER, 3, text, later))
    after_its_term = kept(tmp_path, NOW + DAY_MS + 1000)
    assert after_its_term.policy is not None
    assert after_its_term.seen.expires_at_ms == later + DAY_MS
    assert after_its_term.seen.fresh_at_ms == later


def test_what_is_refused_changes_nothing(tmp_path) -> None:
    first = kept(tmp_path)
    assert first.take(WORLD.signed_snapshot(PROVIDER, 3))
    before = (first.policy, first.seen)
    for text in ("rubbish", WORLD.signed_snapshot("node-counter", 4)):
        assert not first.take(text)
    assert not first.take_heartbeat("rubbish")
    assert (first.policy, first.seen) == before
    assert first.refused == {SnapshotFault.NOT_SIGNED: 2, SnapshotFault.FOR_ANOTHER: 1}
