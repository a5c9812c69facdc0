"""Limits of a day hold over a restart, by the days of the jurisdiction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.node.apart import run_apart
from tongban_node.attack.world import PROVIDER, World
from tongban_node.provider import Provider
from tongban_trust.suites import suite
from tongban_wire.evidence import VERSION, Leaf, LeafKind, Side, write_leaf
from tongban_wire.faults import Code
from tongban_wire.legal_check import ready
from tongban_wire.messages import Outcome

MIDNIGHT = 1_772_380_800_000  # 2026-03-02 00:00 in Shanghai, 16:00 the day before in UTC
HALF_AN_HOUR = 1_800_000


def one_call(at_ms: int) -> bytes:
    return write_leaf(
        Leaf(
            v=VERSION, kind=LeafKind.RESPONSE, suite="intl", side=Side.PROVIDER, node=PROVIDER,
            peer="p", call="c", at_ms=at_ms, resource="r", grant="g-good", item="i", purpose="p",
            article="a", case="case", token="t", fields=("name",), questions=(),
            outcome=Outcome.ANSWERED, codes=(), digest="00" * 32,
        )
    )  # fmt: skip


@pytest.mark.parametrize("known_at_start", [True, False], ids=["policy-kept", "policy-comes-later"])
@pytest.mark.parametrize(("called_at", "used_up"), [(-HALF_AN_HOUR, False), (HALF_AN_HOUR, True)])
def test_a_call_before_midnight_is_not_of_this_day(known_at_start, called_at, used_up):
    world = World("intl", MIDNIGHT)
    policy = ready(world.snapshot(PROVIDER, now_ms=MIDNIGHT))
    kept = SimpleNamespace(policy=policy if known_at_start else None, platform_keys={})
    record = SimpleNamespace(leaf=one_call(MIDNIGHT + called_at))
    evidence = SimpleNamespace(journal=SimpleNamespace(read=lambda **_since: [(0, record)]))
    with ThreadPoolExecutor(1) as threads:
        provider = Provider(
            node=PROVIDER, suite=suite("intl"), key=world.keys[PROVIDER], policy=kept,
            evidence=evidence, sources={}, now=lambda: MIDNIGHT + 2 * HALF_AN_HOUR, threads=threads,
        )  # fmt: skip
        kept.policy = policy
        with pytest.raises(AttributeError):  # this evidence keeps nothing; the day is counted first
            run_apart(provider.answer(SimpleNamespace(consumer="c"), []))
    once_a_day = replace(world.grant("g-good"), per_day=1)
    exceeded = provider._usage.exceeded(once_a_day, 1, MIDNIGHT + 2 * HALF_AN_HOUR)
    assert (Code.VOLUME_EXCEEDED in exceeded) is used_up
