"""The legal check: a lawful call is never refused, one fault always is, and every fault is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_node.attack.faults import ATTACKS, BY_NAME, Attack
from tongban_node.attack.world import PROVIDER, Draft, World
from tongban_wire.faults import Code, Fault
from tongban_wire.legal_check import Call, Verdict, check, ready
from tongban_wire.snapshot import Seen
from tongban_wire.usage import Usage
from tongban_wire.words import WORDS

NOW = 1_790_000_000_000
PURE = [attack for attack in ATTACKS if not attack.wire]
# Faults that cannot come alone: whoever speaks in another's name holds another's token as well.
ALSO = {
    "impersonation": {Code.TOKEN_OTHER_CONSUMER},
    "grant unknown": {Code.TOKEN_OTHER_GRANT},
    "another purpose": {Code.TOKEN_OTHER_PURPOSE},
    "another item": {Code.TOKEN_OTHER_PURPOSE},
    "another article": {Code.ARTICLE_NOT_IN_FORCE},
}


@cache
def world() -> World:
    return World("intl", NOW)


@cache
def policy():
    return ready(world().snapshot(PROVIDER))


def judged(draft: Draft, *, now: int = NOW, seen: Seen | None = None) -> Verdict:
    key = world().keys[draft.caller].public
    call = Call(
        request=draft.request,
        caller=draft.caller,
        key_id=key.key_id,
        signed=draft.signed,
        token=None if draft.no_token else draft.token,
        token_signed=not draft.forged_token and not draft.signer,
        token_key=world().signers[draft.signer].public.key_id if draft.signer else "",
    )
    seen = seen or Seen(1, "d", NOW - 1000, NOW + 86_400_000)
    return check(call, policy(), seen, Usage(480), now)


def codes(verdict: Verdict) -> set[Code]:
    return {fault.code for fault in verdict.faults}


@given(
    st.integers(0, 2**32),
    st.sampled_from(["g-good", "g-signed", "g-consent", "g-abroad", "g-mandate"]),
)
def test_a_lawful_call_is_never_refused(seed: int, grant: str) -> None:
    world().dice.seed(seed)
    assert judged(world().lawful(NOW, grant)).faults == ()


@given(st.sampled_from(PURE), st.integers(0, 2**32))
def test_each_single_fault_is_refused_with_its_code_and_no_other(attack: Attack, seed: int) -> None:
    world().dice.seed(seed)
    broken = attack.breaks(world(), world().lawful(NOW, attack.grant))
    assert codes(judged(broken)) == {attack.code} | ALSO.get(attack.name, set())


@given(st.sets(st.sampled_from(["field widening", "subject swap", "confused audience",
                                "another's token", "clock behind", "consent withdrawn",
                                "token forged"]), min_size=2), st.integers(0, 99))  # fmt: skip
def test_all_faults_are_told_at_once(names: set[str], seed: int) -> None:
    world().dice.seed(seed)
    draft = world().lawful(NOW)
    for name in sorted(names):
        draft = BY_NAME[name].breaks(world(), draft)
    assert codes(judged(draft)) == {BY_NAME[name].code for name in names}


@given(st.integers(-400, 400))
def test_the_term_of_a_grant_includes_its_beginning_and_not_its_end(days: int) -> None:
    now = NOW + days * 86_400_000
    draft = world().lawful(now)
    seen = Seen(1, "d", now, now + 1)
    grant = world().grant("g-good")
    outside = not grant.from_at_ms <= now < grant.until_at_ms
    assert (Code.GRANT_NOT_IN_FORCE in codes(judged(draft, now=now, seen=seen))) is outside


@pytest.mark.parametrize(
    ("moment", "in_force"),
    [("2024-12-31T15:59:59", True), ("2024-12-31T16:00:00", False)],
)
def test_an_article_is_in_force_by_the_days_of_the_jurisdiction(
    moment: str, in_force: bool
) -> None:
    now = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)
    draft = world().lawful(now, "g-lapsed-law")
    assert (Code.ARTICLE_NOT_IN_FORCE not in codes(judged(draft, now=now))) is in_force


def test_an_expired_policy_serves_nothing() -> None:
    verdict = judged(world().lawful(NOW), seen=Seen(1, "d", NOW - 1000, NOW))
    assert codes(verdict) == {Code.POLICY_EXPIRED}


def test_a_policy_out_of_reach_serves_up_to_the_age_each_grant_allows() -> None:
    draft, most = world().lawful(NOW), world().grant("g-good").max_age_s * 1000
    just = Seen(1, "d", NOW - most, NOW + 1)
    assert judged(draft, seen=just).lawful
    late = replace(just, fresh_at_ms=just.fresh_at_ms - 1)
    assert codes(judged(draft, seen=late)) == {Code.POLICY_TOO_OLD}


@given(st.integers(1, 20), st.integers(1, 5))
def test_rate_and_volume_let_through_exactly_what_was_granted(calls: int, wanted: int) -> None:
    grant = replace(world().grant("g-good"), per_minute=calls, values_per_day=calls * wanted - 1)
    usage = Usage(480)
    for _ in range(calls - 1):
        assert usage.exceeded(grant, wanted, NOW) == ()
        usage.add(grant.id, wanted, NOW)
    assert usage.exceeded(grant, wanted, NOW) == (Code.VOLUME_EXCEEDED,)
    usage.add(grant.id, wanted, NOW)
    assert usage.exceeded(grant, 0, NOW) == (
        (Code.RATE_EXCEEDED, Code.VOLUME_EXCEEDED) if wanted else (Code.RATE_EXCEEDED,)
    )
    assert Code.RATE_EXCEEDED not in usage.exceeded(grant, 0, NOW + 60_000)
    assert usage.exceeded(grant, 0, NOW + 86_400_000) == ()


@pytest.mark.parametrize("code", list(Code))
def test_every_code_has_words_in_both_languages(code: Code) -> None:
    words = Fault(code, "$").words
    assert words is WORDS[code.value]
    for text in (words.zh, words.mend_zh):
        assert text.endswith("。")
        assert not text.isascii()
    for text in (words.en, words.mend_en):
        assert text.endswith(".")
        assert text.isascii()
    assert set(WORDS) == {each.value for each in Code}


def test_every_code_of_the_legal_check_is_attacked() -> None:
    attacked = {attack.code for attack in ATTACKS}
    elsewhere = {
        Code.CALLER_UNKNOWN, Code.KEY_NOT_VALID, Code.KEY_REVOKED, Code.POLICY_EXPIRED, Code.BUSY,
        Code.EVIDENCE_CLOSED, Code.SOURCE_SILENT, Code.SOURCE_ODD,
    }  # fmt: skip
    assert attacked | elsewhere == set(Code)
