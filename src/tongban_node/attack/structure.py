"""Attacks on what calls rest on: an old policy played back, a log that tells two stories."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from tongban_node.attack.platform import StandIn
from tongban_node.attack.processes import NodeProcess
from tongban_node.attack.world import PROVIDER, World
from tongban_node.policy import now_ms
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import Checkpoint, NoteKey, sign
from tongban_trust.tlog.store import reader_of
from tongban_wire.evidence import Followed, LeafPage, PageFault, PageRefused, follow

_TAKES_WITHIN_S = 60


async def rollback_is_refused(world: World, platform: StandIn, node: NodeProcess) -> bool:
    """Publish twice, then offer the first policy again, signed by the platform's real key."""
    old = world.signed_snapshot(PROVIDER, 1, now_ms())
    platform.publish()
    seen = await _sequence_at_least(node, 2)
    platform.offer(PROVIDER, old)
    refused = await _told(node, "snapshot.rolled_back")
    return seen and refused and _sequence(node) >= 2


def fork_of_log_is_seen(world: World, platform: StandIn, folder: Path) -> bool:
    """Rewrite one leaf the platform has followed, sign the new root with the log's real key."""
    followed, chosen = platform.followed[PROVIDER], suite(world.suite_name)
    key = world.log_keys[PROVIDER]
    size = followed.size
    fake = tree.leaf_hash(chosen, b"another story")
    reader = reader_of(folder / "log", chosen, size)
    leaves = [fake if index == size // 2 else reader.leaf(index) for index in range(size)]
    grown = Followed().grown(chosen, [*leaves, fake])
    bare = Checkpoint(PROVIDER, size + 1, grown.root(chosen))
    checkpoint = bare.with_signatures([sign(bare, PROVIDER, key)])
    page = LeafPage(1, PROVIDER, size, ("another story",), (), checkpoint.text)
    try:
        follow(followed, page, chosen, NoteKey(PROVIDER, key.public))
    except PageRefused as error:
        return error.fault is PageFault.NOT_THIS_ROOT
    return False


async def _sequence_at_least(node: NodeProcess, sequence: int) -> bool:
    for _ in range(_TAKES_WITHIN_S * 10):
        if _sequence(node) >= sequence:
            return True
        await asyncio.sleep(0.1)
    return False


def _sequence(node: NodeProcess) -> int:
    seen = json.loads((node.folder / "policy" / "seen.json").read_text("utf-8"))
    return int(seen["sequence"])


async def _told(node: NodeProcess, words: str) -> bool:
    for _ in range(_TAKES_WITHIN_S * 10):
        if words in (node.folder / "log.txt").read_text("utf-8"):
            return True
        await asyncio.sleep(0.1)
    return False
