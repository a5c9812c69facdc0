"""Whoever answers badly is away for now: nothing is taken, nothing waits longer than it may."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.trust.issued import NOW

from tongban.federation.actions import fetch_snapshots as fetching
from tongban.federation.adapters.fetching import PlatformAway, fetch_snapshot, send_batch
from tongban.federation.api import items_elsewhere, platforms
from tongban.federation.models import Platform
from tongban.federation.tests.factories import SYSTEM, Elsewhere, offer
from tongban_wire import federation as wire

_MOST_DROPS = 1_500
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """A server that answers everything with ``answer``; its address and the paths asked."""
    asked: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            with suppress(OSError):
                answer(self)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_said: Any) -> None:
            """Say nothing of each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def saying(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(door: BaseHTTPRequestHandler) -> None:
        door.send_response(status)
        for name, value in headers.items():
            door.send_header(name, value)
        door.send_header("Content-Length", str(len(body)))
        door.end_headers()
        door.wfile.write(body)

    return answer


def dripping(door: BaseHTTPRequestHandler) -> None:
    """One byte now and again, for as long as somebody listens, more than a minute."""
    door.send_response(200)
    door.end_headers()
    for _ in range(_MOST_DROPS):
        door.wfile.write(b"a")
        door.wfile.flush()
        threading.Event().wait(0.05)
    pytest.fail("nobody hung up")


def torn(door: BaseHTTPRequestHandler) -> None:
    """Less than was promised."""
    door.send_response(200)
    door.send_header("Content-Length", "100")
    door.end_headers()
    door.wfile.write(b"short")


def no_http(door: BaseHTTPRequestHandler) -> None:
    door.wfile.write(b"\x00\xff garbage\r\n\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        saying(b"", 302, Location="http://127.0.0.1:1/federation/snapshot"),
        saying(b"x" * 2_001),
        saying("快照".encode()),
        saying(b"gone", 503),
        torn,
        no_http,
        dripping,
    ],
    ids=["redirect", "huge", "not-ascii", "503", "torn", "no-http", "drip"],
)
def test_a_bad_answer_is_no_answer(monkeypatch, answer: Answer) -> None:
    monkeypatch.setattr(wire, "MOST_BYTES", 1_000)
    with serving(answer) as (url, asked):
        with pytest.raises(PlatformAway):
            fetch_snapshot(url, "", whole_s=0.3)
        monkeypatch.setattr("tongban_wire.rows.MOST_BYTES", 1_000)
        with pytest.raises(PlatformAway):
            send_batch(url, "province-a", "text", whole_s=0.3)
    assert set(asked) <= {"/federation/snapshot", "/federation/rows/province-a"}


@pytest.mark.django_db
def test_a_wrong_text_is_refused_and_what_stood_stands() -> None:
    other, later = Elsewhere(), NOW + timedelta(hours=1)
    other.join(NOW)
    other.tell(NOW, other.share(offer("stands")), sequence=5)
    texts = (
        ("rolled_back", other.text(NOW, other.share(offer("old")), sequence=4)),
        ("not_signed", Elsewhere().text(NOW, other.share(offer("new")), sequence=6)),
        ("not_signed", "garbage"),
    )
    for tries, (fault, text) in enumerate(texts, start=1):
        with serving(saying(text.encode())) as (url, _):
            Platform.objects.update(url=url, due_at=NOW)
            assert fetching.fetch_snapshots(NOW + timedelta(seconds=tries)) == 0
        [seen] = platforms(SYSTEM)
        assert (seen.sequence, seen.failures) == (5, tries)
        assert seen.refused is not None
        assert f"snapshot.{fault}" in seen.refused.zh, "each reader in their language"
        assert f"snapshot.{fault}" in seen.refused.en
    assert [one.code for one in items_elsewhere("医保", NOW + timedelta(minutes=1))] == ["stands"]
    assert not items_elsewhere("医保", later)
