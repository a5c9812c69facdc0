"""One change at a hub until every member has it: real HTTP on this machine, real signatures.

The hub is a small server with a signed text, each member a thread that asks as ``fetch_snapshots``
does, at its pace, and takes what comes by the wire's rules. No database takes part, and the up to
ten seconds until a hub issues what has changed are not in it.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tongban.federation.adapters.fetching import PlatformAway, fetch_snapshot
from tongban.federation.domain.pacing import next_fetch
from tongban_trust.signing import PublicKey, SoftKey, algorithm_of, generate_key
from tongban_wire.federation import (
    VERSION,
    FederationSnapshot,
    Offer,
    Share,
    name_of,
    parts_of,
    sign_federation,
    since,
    take_federation,
)
from tongban_wire.numbered import Seen

_HUB = "hub"
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one change arrived. Seconds from its issue; bytes sent after it, and of a whole one."""

    members: int
    reached: int
    last_s: float
    median_s: float
    snapshots_sent: int
    unchanged_sent: int
    bytes_sent: int
    snapshot_bytes: int


@dataclass
class _Hub:
    """What stands at the hub, and what it has sent."""

    key: SoftKey
    text: str = ""
    older: str = ""
    sent: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def issue(self, sequence: int, shares: tuple[Share, ...]) -> float:
        """Put up a snapshot; when, on the monotonic clock: before anybody can have it."""
        now = _now_ms()
        found = FederationSnapshot(VERSION, _HUB, sequence, now, now + _DAY_MS, shares)
        text, moment = sign_federation(found, self.key), time.monotonic()
        self.older, self.text = self.text, text
        return moment

    def answer(self, has: str) -> str:
        """What who ``has`` a snapshot by its name is sent: nothing when it is the newest."""
        if has == name_of(self.text):
            return ""
        return since(self.text, self.older) if has == name_of(self.older) else self.text


def simulate(
    members: int, offers: int, period: timedelta, patience: timedelta, suite: str
) -> Delivery:
    """Let ``members`` ask every ``period``; change one offer once all have the first snapshot.

    Stops after ``patience`` with whoever was reached by then. ``offers`` is per member.
    """
    hub = _Hub(generate_key(algorithm_of(suite)))
    names = [f"member-{number:03}" for number in range(members)]
    hub.issue(1, tuple(_share(name, offers) for name in names))
    arrived: dict[str, float] = {}
    first, stop = threading.Barrier(members + 1), threading.Event()
    with _serving(hub) as url:
        asking = [
            threading.Thread(target=_member, args=(name, url, hub, period, first, stop, arrived))
            for name in names
        ]
        for each in asking:
            each.start()
        first.wait()
        hub.sent.clear()
        began = hub.issue(2, tuple(_share(name, offers + (name == names[0])) for name in names))
        until = began + patience.total_seconds()
        for each in asking:
            each.join(max(0.0, until - time.monotonic()))
        stop.set()
        for each in asking:
            each.join()
    return _told(hub, members, sorted(moment - began for moment in arrived.values()))


def _member(
    name: str,
    url: str,
    hub: _Hub,
    period: timedelta,
    first: threading.Barrier,
    stop: threading.Event,
    arrived: dict[str, float],
) -> None:
    """Take the first snapshot, wait for everybody, then ask at one's pace until the next."""
    keys, spread = {hub.key.public.key_id: hub.key.public}, random.SystemRandom()
    known: dict[str, bytes] = {}
    seen, failures = Seen(), 0
    while seen.sequence < 1:  # where many ask at once, some find nobody listening yet
        with suppress(PlatformAway):
            seen = _ask(url, keys, seen, known)
    first.wait()
    # Members have long been asking: each is somewhere within its period.
    wait = period.total_seconds() * spread.random()
    while seen.sequence < 2 and not stop.wait(wait):
        try:
            seen, failures = _ask(url, keys, seen, known), 0
        except PlatformAway:
            failures += 1
        now = datetime.now(UTC)
        wait = (next_fetch(now, failures, spread.random(), period) - now).total_seconds()
    if seen.sequence == 2:
        arrived[name] = time.monotonic()


def _ask(url: str, keys: dict[str, PublicKey], seen: Seen, known: dict[str, bytes]) -> Seen:
    text = fetch_snapshot(url, seen.digest)
    if text is None:
        return seen
    found, now_seen = take_federation(text, keys, _HUB, seen, _now_ms(), from_hub=True, known=known)
    known |= parts_of(found)
    return now_seen


@contextmanager
def _serving(hub: _Hub) -> Iterator[str]:
    """The hub's door on a free port, answering as ``/federation/snapshot`` does."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = hub.answer(self.headers.get("If-None-Match", "").strip('"')).encode()
            # Counted before it leaves: who has read a body may go on before this thread does.
            with hub.lock:
                hub.sent.append(len(body))
            self.send_response(200 if body else 304)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            """Say nothing of each request."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _told(hub: _Hub, members: int, took: list[float]) -> Delivery:
    whole = [size for size in hub.sent if size]
    return Delivery(
        members=members,
        reached=len(took),
        last_s=round(took[-1], 3) if took else 0.0,
        median_s=round(took[len(took) // 2], 3) if took else 0.0,
        snapshots_sent=len(whole),
        unchanged_sent=len(hub.sent) - len(whole),
        bytes_sent=sum(whole),
        snapshot_bytes=len(hub.text),
    )


def _share(platform: str, offers: int) -> Share:
    return Share(
        platform, "某省", "A province", "",
        tuple(
            Offer(f"{platform}-{number}", "某事项", "An item", "某局", "An office", "990000", "")
            for number in range(offers)
        ),
    )  # fmt: skip


def _now_ms() -> int:
    return int(time.time() * 1000)
