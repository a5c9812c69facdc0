"""The caller's key: known, in its term, not revoked, and of the node that is named."""

from __future__ import annotations

from dataclasses import replace

from tongban_node.attack.world import CONSUMER, DAY_MS, PROVIDER, World
from tongban_wire.faults import Code
from tongban_wire.legal_check import Call, check, ready
from tongban_wire.snapshot import Seen
from tongban_wire.usage import Usage

NOW = 1_790_000_000_000
WORLD = World("intl", NOW)
KEY_ID = WORLD.keys[CONSUMER].public.key_id


def codes(key_id: str = KEY_ID, now: int = NOW, revoked: tuple[str, ...] = ()) -> set[Code]:
    draft = WORLD.lawful(now)
    snapshot = WORLD.snapshot(PROVIDER)
    policy = ready(replace(snapshot, revoked=snapshot.revoked + revoked))
    call = Call(draft.request, CONSUMER, key_id, False, draft.token, True)
    verdict = check(call, policy, Seen(1, "d", now, now + 1), Usage(), now)
    return {fault.code for fault in verdict.faults}


def test_a_key_nobody_knows() -> None:
    assert codes("0" * 32) == {Code.CALLER_UNKNOWN}


def test_a_revoked_key_even_when_the_policy_lists_it_no_more() -> None:
    assert codes(revoked=(KEY_ID,)) == {Code.KEY_REVOKED}
    assert codes("0" * 32, revoked=("0" * 32,)) == {Code.KEY_REVOKED}


def test_a_key_serves_in_its_term_only() -> None:
    assert codes(now=NOW + 30 * DAY_MS) == {Code.KEY_NOT_VALID}
    assert codes(now=NOW + 30 * DAY_MS - 1) == set()
