"""The doors of a node: what they cannot take they refuse by status, code and words."""

from __future__ import annotations

import aiohttp
import pytest

from tests.node.apart import run_apart
from tongban_node.attack.processes import free_port
from tongban_node.journal import EvidenceClosed
from tongban_node.serving import ExchangeDoor, LocalDoor, listen
from tongban_wire.faults import Code
from tongban_wire.sessions import SessionRefused
from tongban_wire.words import WORDS

HELLO = "/exchange/v1/sessions"


class Greeter:
    """A provider whose sessions answer each hello with what they were given."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.sessions, self._failure = self, failure

    async def greet(self, text: str) -> str:
        if self._failure:
            raise self._failure
        return text


async def said(door, path: str, body: bytes) -> tuple[int, dict | str]:
    port = free_port()
    runner = await listen(door, "127.0.0.1", port)
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"http://127.0.0.1:{port}{path}", data=body) as answer,
        ):
            in_json = answer.content_type == "application/json"
            return answer.status, await (answer.json() if in_json else answer.text())
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("failure", "most", "body", "status", "code"),
    [
        (SessionRefused("no"), 1, b"hello", 401, Code.CALLER_UNKNOWN),
        (EvidenceClosed("full"), 1, b"hello", 503, Code.EVIDENCE_CLOSED),
        (None, 0, b"hello", 429, Code.BUSY),
        (None, 1, b"x" * 4097, 413, Code.MALFORMED),
    ],
)
def test_what_is_refused_is_told_with_its_code_in_both_languages(
    failure, most: int, body: bytes, status: int, code: Code
) -> None:
    door = ExchangeDoor(Greeter(failure), None, most)
    heard, told = run_apart(said(door, HELLO, body))
    assert (heard, told["code"]) == (status, code.value)
    assert (told["zh"], told["en"]) == (WORDS[code.value].zh, WORDS[code.value].en)


def test_what_is_taken_is_answered_and_leaves_its_place_free() -> None:
    async def body() -> None:
        door = ExchangeDoor(Greeter(), None, 1)
        for text in ("one", "two"):
            assert await said(door, HELLO, text.encode()) == (200, text)
        assert await said(door, "/exchange/v1/elsewhere", b"") == (404, "")

    run_apart(body())


def test_a_program_without_a_secret_is_not_even_heard() -> None:
    status, _ = run_apart(said(LocalDoor(None, ["00" * 32], 1), "/v1/ask", b"{}"))
    assert status == 401
