"""Receivers outside: what they are told, with what signature, and what an absence does."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tongban.jobs.api import drain
from tongban.jobs.tests.factories import EVENT, NOW, forget, happen
from tongban.receivers.api import (
    HttpReceiver,
    Message,
    ReceiverAway,
    ReceiverRefused,
    connect_receiver,
)

SAID = Message("event_1", "CaseDecided", "case_1", 3, {"case": "case_1"}, NOW)


@contextmanager
def answering(status: int) -> Iterator[tuple[str, list[tuple[bytes, str]]]]:
    """A receiver that answers with ``status``; its address and what it was sent."""
    heard: list[tuple[bytes, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((body, self.headers["X-Tongban-Signature"]))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            del args

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/effects", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_message_is_signed_json_and_the_same_again_has_the_same_bytes():
    with answering(201) as (url, heard):
        receiver = HttpReceiver(url, "secret")
        receiver.push(SAID)
        receiver.push(SAID)
    (body, mark), again = heard
    assert again == (body, mark)
    assert json.loads(body)["key"] == "event_1"
    assert json.loads(body)["sequence"] == 3
    assert mark == hmac.new(b"secret", body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("status", [429, 500, 503, 507])
def test_a_receiver_that_cannot_now_is_away_and_is_left_alone_for_a_moment(
    status: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tongban.receivers.adapters.http_push._PAUSE_S", 3600.0)
    with answering(status) as (url, heard):
        receiver = HttpReceiver(url, "secret")
        for _ in range(3):
            with pytest.raises(ReceiverAway):
                receiver.push(SAID)
    assert len(heard) == 1


def test_nobody_listening_is_away_and_a_refusal_is_no_absence():
    with answering(400) as (url, _), pytest.raises(ReceiverRefused):
        HttpReceiver(url, "secret").push(SAID)
    with pytest.raises(ReceiverAway):
        HttpReceiver(url, "secret").push(SAID)


@pytest.mark.django_db
def test_a_connected_receiver_is_told_of_its_events_in_order_under_their_ids():
    told: list[Message] = []

    class Kept:
        def push(self, message: Message) -> None:
            told.append(message)

    connect_receiver(name="kept", receiver=Kept(), events=(EVENT,))
    try:
        keys = [happen("case_7"), happen("case_7")]
        drain(datetime.now(UTC))
    finally:
        forget("receivers.kept")
    assert [(one.key, one.about, one.sequence) for one in told] == [
        (keys[0], "case_7", 1),
        (keys[1], "case_7", 2),
    ]
