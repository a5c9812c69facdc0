"""A day's limits count by the jurisdiction's days, even where a node starts without a policy."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.node.apart import run_apart
from tongban_node.adapters import Row
from tongban_node.attack.world import CONSUMER, PROVIDER, RESOURCE, SCHEME, World
from tongban_node.evidence import Evidence
from tongban_node.journal import Journal
from tongban_node.own import OwnNode
from tongban_node.policy import PolicyKept
from tongban_node.provider import Provider
from tongban_node.together import Together
from tongban_trust.suites import suite
from tongban_wire.faults import Code
from tongban_wire.messages import Outcome, read_response, write
from tongban_wire.policy import Grant
from tongban_wire.sessions import Direction, read_welcome, say_hello

EVENING = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)  # half past eleven at night in China


class OnceADay(World):
    """A world whose grants allow one call a day."""

    def grant(self, grant_id: str) -> Grant:
        return replace(super().grant(grant_id), per_day=1)


class Register:
    """A source that knows everybody."""

    scheme = SCHEME

    async def rows(self, numbers, fields):
        return {number: Row(dict.fromkeys(fields, "x"), None) for number in numbers}


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


async def asked(folder, world: World, moments: list[datetime]) -> list[tuple[Outcome, list[str]]]:
    """What a node just started, to which the policy comes later, answers at these moments."""
    clock = ms(moments[0])
    chosen = suite(world.suite_name)
    journal = Journal(folder / "spool")
    evidence = Evidence(folder / "log", chosen, PROVIDER, world.log_keys[PROVIDER], journal)
    keeping = asyncio.create_task(evidence.run(3_600_000))
    policy = PolicyKept(folder / f"policy-{clock}", PROVIDER, (world.platform_key.public,),
                        lambda: clock)  # fmt: skip
    found = []
    with closing(Together()) as signatures:
        key, now = world.keys[PROVIDER], lambda: clock
        own = OwnNode(PROVIDER, chosen, key, policy, evidence, signatures, now)
        provider = Provider(own, {(RESOURCE, SCHEME): Register()})
        assert policy.take(world.signed_snapshot(PROVIDER, now_ms=clock))
        key, public = world.keys[CONSUMER], world.keys[PROVIDER].public
        opening = say_hello(world.suite_name, CONSUMER, PROVIDER, key, clock)
        text = await provider.sessions.greet(opening.text)
        session = read_welcome(opening, text, {public.key_id: public}, clock)
        for moment in moments:
            clock = ms(moment)
            request = world.finished(world.lawful(clock))
            sealed = session.seal(Direction.TO_PROVIDER, write(request))
            (said,) = await provider.answer(provider.sessions.find(session.id), [sealed])
            response = read_response(said.body)
            found.append((response.outcome, [fault.code for fault in response.faults]))
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    evidence.close()
    return found


def test_midnight_is_the_jurisdictions_after_a_start_without_a_policy(tmp_path) -> None:
    async def body() -> None:
        world = OnceADay("intl", ms(EVENING))
        answered, too_many = (Outcome.ANSWERED, []), (Outcome.REFUSED, [Code.VOLUME_EXCEEDED.value])
        before = [EVENING, EVENING + timedelta(minutes=5)]
        assert await asked(tmp_path, world, before) == [answered, too_many]
        # Started anew within the same day: the evening's call counts.
        assert await asked(tmp_path, world, [EVENING + timedelta(minutes=20)]) == [too_many]
        # Past midnight there, on the same day of Greenwich: another day's call.
        after = [EVENING + timedelta(minutes=40), EVENING + timedelta(minutes=45)]
        assert await asked(tmp_path, world, after) == [answered, too_many]

    run_apart(body())
