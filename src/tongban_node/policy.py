"""The policy a node holds: fetched, judged, kept on disk so that it never goes back."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import aiohttp

from tongban_node.bodies import object_in
from tongban_trust.signing import PublicKey, SigningKey
from tongban_trust.whole_file import write_whole
from tongban_wire.legal_check import Policy, ready
from tongban_wire.numbered import Seen, SnapshotFault, SnapshotRefused
from tongban_wire.plain import Malformed
from tongban_wire.polling import Poll, sign_poll
from tongban_wire.snapshot import MOST_BYTES, take_heartbeat, take_snapshot

_LOG = logging.getLogger(__name__)
_LONGEST_WAIT_S = 25
_AWAY_S, _SHORTEST_S, _LONGEST_PAUSE_S = 1.0, 0.2, 4.0


def now_ms() -> int:
    """This machine's clock."""
    return time.time_ns() // 1_000_000


class PolicyKept:
    """The policy in force at this node, with what was seen; both survive a restart.

    ``refused`` counts by fault what was not taken: a rollback or fork there is an alarm.
    """

    def __init__(
        self,
        folder: Path,
        node: str,
        platform_keys: tuple[PublicKey, ...],
        now: Callable[[], int] = now_ms,
    ) -> None:
        """Read what stands; a stored snapshot that is expired or odd is not used."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._text_path, self._seen_path = folder / "snapshot", folder / "seen.json"
        self.platform_keys = {key.key_id: key for key in platform_keys}
        self.node, self._now = node, now
        self.refused: dict[SnapshotFault, int] = {}
        self.seen = Seen()
        self.policy: Policy | None = None
        if self._seen_path.exists():
            self.seen = Seen(**json.loads(self._seen_path.read_text("utf-8")))
            self._restore()

    def take(self, text: str) -> bool:
        """Take a snapshot's text when it may be taken; whether it was."""
        try:
            policy, seen = self._judged(text, self._now())
        except (SnapshotRefused, Malformed) as error:
            return self._refuse(error)
        # The number first: after a crash between the two an old text is not taken for new.
        self._remember(seen)
        # In force before it is kept: whoever sees the file may count on it.
        self.policy = policy
        write_whole(self._text_path, text.encode())
        return True

    def take_heartbeat(self, text: str) -> bool:
        """Take the platform's word that the policy still stands; whether it was taken."""
        try:
            seen = take_heartbeat(text, self.platform_keys, self.node, self.seen, self._now())
        except SnapshotRefused as error:
            return self._refuse(error)
        self._remember(seen)
        return True

    def _restore(self) -> None:
        try:
            text = self._text_path.read_text("utf-8")
            # What was seen may be younger than the text's own term: heartbeats renewed it. Whether
            # it still serves is asked per call.
            self.policy, _ = self._judged(text, min(self._now(), self.seen.fresh_at_ms))
        except (OSError, SnapshotRefused, Malformed) as error:
            _LOG.warning("the stored policy is not used: %s", error)

    def _judged(self, text: str, at_ms: int) -> tuple[Policy, Seen]:
        found, seen = take_snapshot(text, self.platform_keys, self.node, self.seen, at_ms)
        return ready(found), seen

    def _remember(self, seen: Seen) -> None:
        write_whole(self._seen_path, json.dumps(asdict(seen)).encode())
        self.seen = seen

    def _refuse(self, error: SnapshotRefused | Malformed) -> bool:
        fault = getattr(error, "fault", SnapshotFault.MALFORMED)
        self.refused[fault] = self.refused.get(fault, 0) + 1
        _LOG.error("policy refused: %s", fault.value)
        return False


class PolicyFeed:
    """Asks the platform for what is new: ``GET {url}/policy?sequence=…&wait_s=…``.

    The answer is ``{"snapshot": text or null, "heartbeat": text or null}``. A platform either
    holds the request open until there is something new, or answers at once and says with
    ``poll_after_s`` when to ask again; either way a revocation arrives within seconds.
    """

    def __init__(self, url: str, kept: PolicyKept, key: SigningKey, poll_s: int) -> None:
        self._url, self._kept, self._key = url, kept, key
        self._wait_s = min(poll_s, _LONGEST_WAIT_S)

    async def run(self, session: aiohttp.ClientSession) -> None:
        """Ask for ever; while the platform is away, what stands stands until it expires."""
        while True:
            started = time.monotonic()
            try:
                pause = await self.ask(session)
            except (OSError, aiohttp.ClientError, ValueError) as error:
                _LOG.warning("the platform cannot be reached: %s", type(error).__name__)
                pause = _AWAY_S
            pause = max(pause, _SHORTEST_S - (time.monotonic() - started))
            if pause > 0:
                await asyncio.sleep(pause)

    async def ask(self, session: aiohttp.ClientSession) -> float:
        """One question; how long to wait before the next, s. ValueError for no answer."""
        sequence = self._kept.seen.sequence if self._kept.policy else 0
        query = {"sequence": str(sequence), "wait_s": str(self._wait_s)}
        proof = sign_poll(Poll(self._kept.node, now_ms()), self._key)
        async with session.get(
            f"{self._url}/policy",
            params=query,
            headers={"Authorization": f"Tongban {proof}"},
            timeout=aiohttp.ClientTimeout(total=self._wait_s + 5),
            allow_redirects=False,
        ) as answer:
            said = await object_in(answer, 2 * MOST_BYTES)
        takes = {"snapshot": self._kept.take, "heartbeat": self._kept.take_heartbeat}
        for name, take in takes.items():
            if isinstance(said.get(name), str):
                await asyncio.to_thread(take, said[name])
        pause = said.get("poll_after_s")
        return min(float(pause), _LONGEST_PAUSE_S) if isinstance(pause, int | float) else 0.0
