"""Two real nodes: attacked, killed, cut off from the platform; evidence tells all of it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterable
from contextlib import asynccontextmanager

import aiohttp

from tests.node.apart import run_apart
from tongban_node.attack.campaign import ask_once, campaign, settle
from tongban_node.attack.platform import StandIn
from tongban_node.attack.processes import NodeProcess, free_port
from tongban_node.attack.world import CONSUMER, PROVIDER, World
from tongban_node.policy import now_ms
from tongban_wire.evidence import LeafKind
from tongban_wire.messages import Outcome
from tongban_wire.reconcile import reconcile


def told(platform: StandIn, calls: Iterable[str]) -> bool:
    """Whether the platform knows from both logs how each of these calls ended."""
    return all(
        set(calls) <= {leaf.call for leaf in platform.leaves[name] if leaf.outcome is not None}
        for name in (PROVIDER, CONSUMER)
    )


async def more_of(answered: set[str]) -> None:
    """Wait until eight more calls were answered."""
    enough = len(answered) + 8
    while len(answered) < enough:
        await asyncio.sleep(0.05)


@asynccontextmanager
async def running(folder, suite_name: str):
    world, port = World(suite_name, now_ms(), 7), free_port()
    nodes = {n: NodeProcess(world, n, folder / n, port) for n in (PROVIDER, CONSUMER)}
    platform = StandIn(world)
    stop = await platform.start(port)
    try:
        for node in nodes.values():
            await asyncio.to_thread(node.start)
        async with aiohttp.ClientSession() as http:
            yield world, nodes, platform, http
    finally:
        for node in nodes.values():
            await asyncio.to_thread(node.stop)
        await stop()


def test_every_fault_is_refused_and_logged_and_no_lawful_call_is(tmp_path) -> None:
    figures = run_apart(campaign(tmp_path, 102, 3, "gm"))
    assert figures["passed"], figures
    assert figures["attacks"] == figures["logged"] == figures["lawful"] == 102
    assert all(score["calls"] == 2 for score in figures["faults"].values())


def test_what_was_answered_stands_in_both_logs_after_kills(tmp_path) -> None:
    async def body() -> None:
        dice = random.Random(1)
        async with running(tmp_path, "intl") as (world, nodes, platform, http):
            answered: set[str] = set()
            done = asyncio.Event()

            async def ask_for_ever() -> None:
                port = nodes[CONSUMER].local_port
                while not done.is_set():
                    try:
                        said = await ask_once(http, port, world, world.lawful(now_ms()))
                    except aiohttp.ClientError:
                        await asyncio.sleep(0.05)
                        continue
                    if said.outcome is Outcome.ANSWERED:
                        answered.add(said.id)

            asking = [asyncio.create_task(ask_for_ever()) for _ in range(8)]
            for name in (PROVIDER, CONSUMER, PROVIDER):
                await more_of(answered)
                await asyncio.sleep(0.3 * dice.random())
                await asyncio.to_thread(nodes[name].stop, kill=True)
                await asyncio.to_thread(nodes[name].start)
            await more_of(answered)
            done.set()
            await asyncio.gather(*asking)
            await settle(platform, lambda: told(platform, answered))
            assert platform.refused_pages == []
            for name in (PROVIDER, CONSUMER):
                kept = Counter((leaf.call, leaf.kind) for leaf in platform.leaves[name])
                for call in answered:
                    assert kept[call, LeafKind.REQUEST] == kept[call, LeafKind.RESPONSE] == 1
            lacks = reconcile(
                PROVIDER, platform.leaves[PROVIDER], CONSUMER, platform.leaves[CONSUMER]
            )
            assert not {lack.call for lack in lacks} & answered

    run_apart(body())


def test_cut_off_nodes_go_on_and_tell_the_platform_all_of_it_afterwards(tmp_path) -> None:
    async def body() -> None:
        async with running(tmp_path, "intl") as (world, nodes, platform, http):
            platform.away = True
            calls = set()
            for _ in range(20):
                draft = world.lawful(now_ms())
                said = await ask_once(http, nodes[CONSUMER].local_port, world, draft)
                assert said.outcome is Outcome.ANSWERED
                calls.add(said.id)
            # Started again while the platform is away: the policy on disk serves.
            await asyncio.to_thread(nodes[PROVIDER].stop)
            await asyncio.to_thread(nodes[PROVIDER].start)
            # The first may only learn that the connection is gone, the next that the session is.
            for _ in range(3):
                draft = world.lawful(now_ms())
                said = await ask_once(http, nodes[CONSUMER].local_port, world, draft)
                if said.outcome is Outcome.ANSWERED:
                    break
            assert said.outcome is Outcome.ANSWERED
            assert platform.leaves[CONSUMER] == []
            platform.away = False
            await settle(platform, lambda: told(platform, calls))
            assert told(platform, calls)

    run_apart(body())


def test_a_revocation_reaches_a_connected_node(tmp_path) -> None:
    async def body() -> None:
        async with running(tmp_path, "intl") as (world, nodes, platform, http):
            port = nodes[CONSUMER].local_port
            draft = world.lawful(now_ms(), "g-second")
            assert (await ask_once(http, port, world, draft)).outcome is Outcome.ANSWERED
            world.revoked += ("g-second",)
            platform.publish()
            while True:
                said = await ask_once(http, port, world, world.lawful(now_ms(), "g-second"))
                if said.outcome is Outcome.REFUSED:
                    break
                await asyncio.sleep(0.05)
            assert [fault.code for fault in said.faults] == ["grant.revoked"]
            good = await ask_once(http, port, world, world.lawful(now_ms()))
            assert good.outcome is Outcome.ANSWERED

    run_apart(body())
