"""The line to a provider: messages gather into batches, and nobody is left waiting."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web

from tests.node.apart import run_apart
from tongban_node.attack.processes import free_port
from tongban_node.attack.world import CONSUMER, PROVIDER, World
from tongban_node.journal import EvidenceClosed
from tongban_node.line import Asked, Line, NoAnswer
from tongban_node.own import OwnNode
from tongban_node.policy import PolicyKept, now_ms
from tongban_node.serving import listen
from tongban_node.together import Together
from tongban_trust.suites import suite
from tongban_wire.evidence import LeafKind, Side, read_leaf
from tongban_wire.faults import Code
from tongban_wire.leaves import LeafWriter
from tongban_wire.messages import (
    UNREADABLE,
    Outcome,
    fresh_id,
    read_request,
    read_response,
    respond,
    write,
)
from tongban_wire.sessions import Direction, Sealed, Session, read_hello, welcome


class Far:
    """A provider's end that answers each request with its own case, or as it is told to."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.session: Session | None = None
        self.greetings, self.batches, self.status, self.short = 0, [], 200, False
        self.endless, self.signs, self.alter = False, True, lambda response: response
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        data = await request.content.read()
        if self.status != 200:
            return web.Response(status=self.status)
        if request.path.endswith("/sessions"):
            return self._greet(data.decode())
        if self.endless:
            return await self._stream(request)
        batch = self.session.unpack(Direction.TO_PROVIDER, data)
        self.batches.append(len(batch))
        await self.may_answer.wait()
        answers = [self._answer(each) for each in batch]
        answers = answers[:-1] if self.short else answers
        return web.Response(body=self.session.pack(Direction.TO_CONSUMER, answers))

    def _answer(self, sealed: Sealed) -> Sealed:
        request = read_request(sealed.body)
        digest = self.session.suite.hash(sealed.body).hex()
        response = respond(
            request, digest, Outcome.ANSWERED, (), provider=PROVIDER, consumer=CONSUMER,
            at_ms=now_ms(), values={"name": request.case},
        )  # fmt: skip
        body = write(self.alter(response))
        key = self._world.keys[PROVIDER] if sealed.signature and self.signs else None
        return self.session.seal(Direction.TO_CONSUMER, body, key)

    async def _stream(self, request: web.BaseRequest) -> web.StreamResponse:
        """Far more than anybody asked for, and not a word beforehand of how much."""
        answer = web.StreamResponse()
        answer.enable_chunked_encoding()
        await answer.prepare(request)
        for _ in range(64):
            await answer.write(b"x" * 1024)
        return answer

    def _greet(self, text: str) -> web.Response:
        self.greetings += 1
        own = self._world.keys[CONSUMER].public
        hello, key_id = read_hello(text, {own.key_id: own})
        key, now = self._world.keys[PROVIDER], now_ms()
        said, self.session = welcome(hello, text, key_id, key, now, now + 3_600_000)
        return web.Response(text=said)


class Kept:
    """Evidence that takes everything when the disk works, and shows it."""

    def __init__(self) -> None:
        self.leaves, self.failing = [], False
        self.disk = asyncio.Event()
        self.disk.set()

    def keep(self, records) -> asyncio.Task[None]:
        return asyncio.create_task(self._keep([read_leaf(each.leaf) for each in records]))

    async def _keep(self, leaves) -> None:
        await self.disk.wait()
        if self.failing:
            raise EvidenceClosed("The disk fails")
        self.leaves += leaves

    def calls(self, kind: LeafKind) -> list[str]:
        return [leaf.call for leaf in self.leaves if leaf.kind is kind]


@asynccontextmanager
async def line_to_far(tmp_path, most_waiting: int = 1000, sequence: int = 1):
    world, port = World("intl", now_ms()), free_port()
    far = Far(world)
    runner = await listen(far, "127.0.0.1", port)
    policy = PolicyKept(tmp_path, CONSUMER, (world.platform_key.public,))
    assert policy.take(world.signed_snapshot(CONSUMER, sequence))

    kept, together = Kept(), Together()
    own = OwnNode(CONSUMER, suite("intl"), world.keys[CONSUMER], policy, kept, together)
    leaves = LeafWriter(own.suite, CONSUMER, Side.CONSUMER)
    async with aiohttp.ClientSession() as http:
        line = Line(
            own, leaves, http, PROVIDER, f"http://127.0.0.1:{port}",
            timeout_ms=60_000, most_waiting=most_waiting,
        )  # fmt: skip
        try:
            yield line, far, policy, world
        finally:
            far.may_answer.set()
            await line.close()
            await runner.cleanup()
            together.close()
    assert {leaf.peer for leaf in kept.leaves} == {PROVIDER}
    assert len(kept.calls(LeafKind.SESSION)) <= far.greetings
    # Evidence of an answer is never without that of its request.
    assert set(kept.calls(LeafKind.RESPONSE)) <= set(kept.calls(LeafKind.REQUEST))


def kept_by(line: Line) -> Kept:
    return line._own.evidence


async def ask(line: Line, case: str, *, sign: bool = False) -> str:
    request = replace(UNREADABLE, id=fresh_id(), provider=PROVIDER, case=case, fields=("name",))
    response, body = await line.send(Asked(request, "token", sign))
    assert read_response(body) == response
    # Who is answered finds both in the evidence.
    for kind in (LeafKind.REQUEST, LeafKind.RESPONSE):
        assert kept_by(line).calls(kind).count(request.id) == 1
    return response.values["name"]


def test_what_comes_while_batches_are_under_way_gathers_and_all_get_their_own(tmp_path) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            far.may_answer.clear()
            asked = [asyncio.create_task(ask(line, str(number))) for number in range(200)]
            while len(far.batches) < 4:  # as many as go at a time
                await asyncio.sleep(0.01)
            far.may_answer.set()
            assert await asyncio.gather(*asked) == [str(number) for number in range(200)]
            assert far.greetings == 1
            assert sum(far.batches) == 200
            assert max(far.batches) > 10

    run_apart(body())


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (503, Code.EVIDENCE_CLOSED),
        (429, Code.BUSY),
        (401, Code.CALLER_UNKNOWN),
        (500, Code.SOURCE_SILENT),
    ],
)
def test_a_provider_that_does_not_answer_is_told_by_its_code(tmp_path, status, code) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            await ask(line, "good")
            far.status = status
            with pytest.raises(NoAnswer) as told:
                await ask(line, "x")
            assert told.value.code is code
            far.status = 200
            assert await ask(line, "again") == "again"
            # Only a session the provider has forgotten is agreed on anew.
            assert far.greetings == (2 if status == 401 else 1)

    run_apart(body())


def test_a_batch_answered_in_part_is_no_answer_for_anybody(tmp_path) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            far.short = True
            with pytest.raises(NoAnswer) as told:
                await ask(line, "x")
            assert told.value.code is Code.NOT_AUTHENTIC

    run_apart(body())


def test_an_answer_without_a_length_is_read_to_its_limit_and_no_further(
    tmp_path, monkeypatch
) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            far.endless = True
            with pytest.raises(NoAnswer) as told:
                await ask(line, "x")
            assert told.value.code is Code.SOURCE_ODD

    monkeypatch.setattr("tongban_node.line.MOST_BATCH_BYTES", 4096)
    run_apart(body())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"request": "0" * 64}, Code.NOT_AUTHENTIC),
        ({"id": "0" * 32}, Code.NOT_AUTHENTIC),
        ({"provider": "node-stranger"}, Code.NOT_AUTHENTIC),
        ({"values": {"address": "never asked for"}}, Code.SOURCE_ODD),
        ({"values": {"name": "x" * 5000}}, Code.MALFORMED),
    ],
)
def test_an_answer_to_something_else_is_none(tmp_path, change, code) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            far.alter = lambda response: replace(response, **change)
            with pytest.raises(NoAnswer) as told:
                await ask(line, "x")
            assert (told.value.code, told.value.kept) == (code, True)
            assert kept_by(line).calls(LeafKind.RESPONSE) == []

    run_apart(body())


def test_what_a_grant_wants_signed_is_signed_at_both_ends_or_no_answer(tmp_path) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            both = [ask(line, "signed", sign=True), ask(line, "not signed")]
            assert await asyncio.gather(*both) == ["signed", "not signed"]
            far.signs = False
            both = [ask(line, "signed", sign=True), ask(line, "not signed")]
            refused, answered = await asyncio.gather(*both, return_exceptions=True)
            assert (refused.code, answered) == (Code.NOT_SIGNED, "not signed")

    run_apart(body())


def test_a_batch_that_takes_long_lets_others_go_beside_it(tmp_path) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            await line.session()
            far.may_answer.clear()
            asked = []
            # The far end answers nobody, and still hears whoever comes.
            for number in range(1, 4):
                asked.append(asyncio.create_task(ask(line, str(number))))
                while len(far.batches) < number:
                    await asyncio.sleep(0.001)
            far.may_answer.set()
            assert await asyncio.gather(*asked) == ["1", "2", "3"]

    run_apart(body())


def test_a_request_is_kept_while_it_is_on_its_way_and_nobody_is_answered_before(tmp_path) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            await line.session()
            kept = kept_by(line)
            kept.disk.clear()
            asked = asyncio.create_task(ask(line, "x"))
            while not far.batches:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            assert not asked.done()
            kept.disk.set()
            assert await asked == "x"

    run_apart(body())


@pytest.mark.parametrize("status", [200, 503])
def test_a_disk_that_fails_meanwhile_lets_nobody_be_answered(tmp_path, status) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, far, _, _):
            await line.session()
            kept_by(line).failing, far.status = True, status
            with pytest.raises(EvidenceClosed):
                await ask(line, "x")
            kept_by(line).failing = False

    run_apart(body())


def test_a_queue_has_an_end_and_closing_leaves_nobody_waiting(tmp_path) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path, most_waiting=3) as (line, far, _, _):
            far.may_answer.clear()
            await line.session()
            asked = [asyncio.create_task(ask(line, "x")) for _ in range(40)]
            while not any(task.done() for task in asked):
                await asyncio.sleep(0.01)
            refused = [task for task in asked if task.done()]
            assert refused
            assert all(task.exception().code is Code.BUSY for task in refused)
            await line.close()
            done = await asyncio.wait_for(asyncio.gather(*asked, return_exceptions=True), 60)
            assert all(isinstance(each, NoAnswer) for each in done)
            far.may_answer.set()

    run_apart(body())


def test_a_session_ends_with_the_key_that_proved_the_provider(tmp_path) -> None:
    async def body() -> None:
        async with line_to_far(tmp_path) as (line, _, policy, world):
            await line.session()
            world.revoked += (world.keys[PROVIDER].public.key_id,)
            assert policy.take(world.signed_snapshot(CONSUMER, 2))
            with pytest.raises(NoAnswer):
                await line.session()

    run_apart(body())
