"""The legal check of one call, in ms, at a node whose policy has 100,000 grants.

Every call is lawful or broken in one way, at random; each is checked alone, as it arrives. The
limit is what any check must do: find the grant and the key by id in tables of the same size. As
baseline the same check over a plain list of grants, as a policy that is not indexed is read.
"""

from __future__ import annotations

import random
import time
from typing import Any

from bench._figures import percentiles
from tongban_node.attack.faults import ATTACKS
from tongban_node.attack.world import PROVIDER, Draft, World
from tongban_wire.legal_check import Call, check, ready
from tongban_wire.snapshot import Seen, take_snapshot
from tongban_wire.usage import Usage

DEFAULT_SIZE = 100_000
_CALLS = 20_000
_LISTED = 50


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` grants in one signed snapshot, 20,000 calls."""
    count, now = size or DEFAULT_SIZE, time.time_ns() // 1_000_000
    world = World("gm", now, seed, filler=count)
    text = world.signed_snapshot(PROVIDER)
    began = time.perf_counter()
    snapshot, seen = take_snapshot(text, world.platform_keys, PROVIDER, Seen(), now)
    policy = ready(snapshot)
    taken_s = time.perf_counter() - began
    calls = _calls(World("gm", now, seed), world, now, seed)
    usage, wrong = Usage(480), 0
    taken, bare, processor = [], [], time.process_time()
    for call, lawful in calls:
        at = time.perf_counter()
        verdict = check(call, policy, seen, usage, now)
        taken.append((time.perf_counter() - at) * 1000)
        wrong += verdict.lawful is not lawful
    processor = (time.process_time() - processor) / len(calls)
    for call, _ in calls:
        at = time.perf_counter()
        _ = policy.granted.get(call.request.grant), policy.keys.get(call.key_id)
        bare.append((time.perf_counter() - at) * 1000)
    if wrong:
        raise RuntimeError(f"{wrong} calls were judged wrongly")
    return {
        "name": "legal-check",
        "value": percentiles(taken)["p99"],
        "unit": "ms, p99 of one check",
        **{f"{key}_us": round(value * 1000, 1) for key, value in _fine(taken).items()},
        "processor_us": round(processor * 1e6, 1),
        "limit_p99_us": round(_fine(bare)["p99"] * 1000, 2),
        "limit_is": "the two look-ups alone",
        "baselines": {"grants in a plain list, p50 ms": _listed(policy, calls)},
        "snapshot_mb": round(len(text) / 1e6, 1),
        "snapshot_taken_s": round(taken_s, 2),
        "size": len(policy.granted),
        "seed": seed,
    }


def _calls(small: World, world: World, now: int, seed: int) -> list[tuple[Call, bool]]:
    small.keys = world.keys
    dice, found = random.Random(seed), []
    broken = [attack for attack in ATTACKS if not attack.wire]
    for _ in range(_CALLS):
        attack = dice.choice(broken) if dice.random() < 0.5 else None
        draft = small.lawful(now, attack.grant if attack else "g-good")
        found.append((_call(small, attack.breaks(small, draft) if attack else draft), not attack))
    return found


def _call(world: World, draft: Draft) -> Call:
    return Call(
        request=draft.request,
        caller=draft.caller,
        key_id=world.keys[draft.caller].public.key_id,
        signed=draft.signed,
        token=None if draft.no_token else draft.token,
        token_signed=not draft.forged_token,
    )


def _fine(latencies_ms: list[float]) -> dict[str, float]:
    ordered = sorted(latencies_ms)
    return {f"p{part}": ordered[len(ordered) * part // 100] for part in (50, 95, 99)}


def _listed(policy: Any, calls: list[tuple[Call, bool]]) -> float:
    grants, taken = list(policy.granted.values()), []
    random.Random(1).shuffle(grants)
    for call, _ in calls[:_LISTED]:
        at = time.perf_counter()
        _ = next((each for each in grants if each.grant.id == call.request.grant), None)
        taken.append((time.perf_counter() - at) * 1000)
    return percentiles(taken)["p50"]
