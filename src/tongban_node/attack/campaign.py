"""The campaign: thousands of broken calls, as many lawful ones, and attacks on policy and log."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import aiohttp

from tongban_node.attack.faults import ATTACKS, Attack
from tongban_node.attack.hostile import Hostile
from tongban_node.attack.platform import StandIn
from tongban_node.attack.processes import SECRET, NodeProcess, free_port
from tongban_node.attack.structure import fork_of_log_is_seen, rollback_is_refused
from tongban_node.attack.world import CONSUMER, PROVIDER, Draft, World
from tongban_node.policy import now_ms
from tongban_wire.asking import Ask
from tongban_wire.messages import Outcome, Response, read_response
from tongban_wire.plain import encode
from tongban_wire.reconcile import reconcile

_AT_ONCE = 16
_SETTLES_WITHIN_S = 120


@dataclass(slots=True)
class Score:
    """What came of one kind of fault: how many calls, refused with the code, logged as such."""

    calls: int = 0
    refused: int = 0
    with_code: int = 0
    logged: int = 0
    sent: list[str] = field(default_factory=list)


async def campaign(folder: Path, calls: int, seed: int, suite_name: str) -> dict[str, Any]:
    """Attack two real nodes in ``folder``; the figures, faults by name."""
    world = World(suite_name, now_ms(), seed)
    port = free_port()
    nodes = [NodeProcess(world, name, folder / name, port) for name in (PROVIDER, CONSUMER)]
    platform = StandIn(world)
    stop = await platform.start(port)
    try:
        for node in nodes:
            await asyncio.to_thread(node.start)
        async with aiohttp.ClientSession() as http:
            scores = await _attack(world, http, calls)
            lawful = await _ask_lawfully(world, http, nodes[1].local_port, calls)
        await settle(platform, lambda: _all_is_told(platform, scores, calls))
        _count_logged(platform, scores)
        structure = {
            "snapshot rollback": await rollback_is_refused(world, platform, nodes[0]),
            "log fork": fork_of_log_is_seen(world, platform, nodes[0].folder),
        }
    finally:
        for node in nodes:
            await asyncio.to_thread(node.stop)
        await stop()  # type: ignore[misc]
    return _figures(scores, lawful, structure, platform) | {"suite": suite_name, "seed": seed}


async def _attack(world: World, http: aiohttp.ClientSession, calls: int) -> dict[str, Score]:
    scores = {attack.name: Score() for attack in ATTACKS}
    hostile, waiting = Hostile(world, http), iter(list(islice(cycle(ATTACKS), calls)))

    async def one_after_another() -> None:
        for attack in waiting:
            await _attack_once(world, hostile, attack, scores[attack.name])

    await asyncio.gather(*(one_after_another() for _ in range(_AT_ONCE)))
    return scores


async def _attack_once(world: World, hostile: Hostile, attack: Attack, score: Score) -> None:
    draft: Draft = attack.breaks(world, world.lawful(now_ms(), attack.grant))
    *before, last = await hostile.send(draft)
    if before and before[0].outcome is Outcome.REFUSED:
        raise RuntimeError("The first of two was to be lawful")
    score.calls += 1
    score.refused += last.outcome is Outcome.REFUSED and not last.values and not last.answers
    score.with_code += attack.code.value in {fault.code for fault in last.faults}
    # What could not be read is logged by the digest of its bytes alone.
    score.sent.append(last.id or last.request)


async def _ask_lawfully(
    world: World, http: aiohttp.ClientSession, port: int, calls: int
) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    waiting = iter(range(calls))

    async def one_after_another() -> None:
        for number in waiting:
            grant = "g-signed" if number % 10 == 0 else "g-good"
            draft = world.lawful(now_ms(), grant)
            response = await ask_once(http, port, world, draft)
            outcomes[response.outcome.value] += 1

    await asyncio.gather(*(one_after_another() for _ in range(_AT_ONCE)))
    return outcomes


async def ask_once(http: aiohttp.ClientSession, port: int, world: World, draft: Draft) -> Response:
    """Ask through the consumer's node as a program of the agency does."""
    request = world.finished(draft)
    ask = Ask(
        request.grant, request.purpose, request.article, request.case, request.subject,
        request.fields, request.questions, request.token,
    )  # fmt: skip
    headers = {"Authorization": f"Bearer {SECRET}"}
    url = f"http://127.0.0.1:{port}/v1/ask"
    async with http.post(url, data=encode(ask), headers=headers) as answer:
        return read_response(await answer.read())


def _all_is_told(platform: StandIn, scores: dict[str, Score], calls: int) -> bool:
    ours, theirs = (
        {leaf.call for leaf in platform.leaves[name] if leaf.outcome is not None}
        for name in (CONSUMER, PROVIDER)
    )
    sent = {each for score in scores.values() for each in score.sent}
    return len(ours) >= calls and ours <= theirs and sent <= _refused(platform)


async def settle(platform: StandIn, told: Callable[[], bool]) -> None:
    """Wait until what must come has been ``told`` and the platform hears no more of either log."""
    before, steady = -1, 0
    for _ in range(_SETTLES_WITHIN_S * 2):
        size = sum(followed.size for followed in platform.followed.values())
        steady = steady + 1 if size == before else 0
        if steady >= 6 and told():
            return
        before = size
        await asyncio.sleep(0.5)


def _count_logged(platform: StandIn, scores: dict[str, Score]) -> None:
    refused = _refused(platform)
    for score in scores.values():
        score.logged = sum(sent in refused for sent in score.sent)


def _refused(platform: StandIn) -> set[str]:
    """The calls the provider's log tells it refused; what it could not read, by its digest."""
    leaves = platform.leaves[PROVIDER]
    return {leaf.call or leaf.digest for leaf in leaves if leaf.outcome is Outcome.REFUSED}


def _figures(
    scores: dict[str, Score], lawful: Counter[str], structure: dict[str, bool], platform: StandIn
) -> dict[str, Any]:
    ours = platform.leaves[CONSUMER]
    lawful_calls = {leaf.call for leaf in ours}
    theirs = [leaf for leaf in platform.leaves[PROVIDER] if leaf.call in lawful_calls]
    lacks = reconcile(CONSUMER, ours, PROVIDER, theirs)
    calls = sum(score.calls for score in scores.values())
    whole = all(s.calls == s.refused == s.with_code == s.logged for s in scores.values())
    refused_lawful = lawful[Outcome.REFUSED.value] + lawful[Outcome.SILENT.value]
    return {
        "attacks": calls,
        "refused": sum(score.refused for score in scores.values()),
        "logged": sum(score.logged for score in scores.values()),
        "lawful": sum(lawful.values()),
        "lawful_refused": refused_lawful,
        "structure": structure,
        "reconciliation_lacks": len(lacks),
        "passed": whole and not refused_lawful and all(structure.values()) and not lacks,
        "faults": {
            name: {key: getattr(s, key) for key in ("calls", "refused", "with_code", "logged")}
            for name, s in scores.items()
        },
    }
