"""Sessions: both ends agree on keys, and no byte that is not of the other end gets through."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.signing import algorithm_of, generate_key
from tongban_wire.sessions import (
    MOST_SKEW_MS,
    Direction,
    Session,
    SessionRefused,
    read_hello,
    read_welcome,
    say_hello,
    signature_holds,
    welcome,
)

NOW = 1_790_000_000_000
SUITES = st.sampled_from(["gm", "intl"])
TO, BACK = Direction.TO_PROVIDER, Direction.TO_CONSUMER


@cache
def keys(suite_name: str):
    algorithm = algorithm_of(suite_name)
    return generate_key(algorithm), generate_key(algorithm)


@cache
def agreed(suite_name: str, number: int = 0) -> tuple[Session, Session]:
    ours, theirs = keys(suite_name)
    opening = say_hello(suite_name, "counter", "register", ours, NOW)
    hello, key_id = read_hello(opening.text, {ours.public.key_id: ours.public})
    said, far = welcome(hello, opening.text, key_id, theirs, NOW, NOW + 60_000)
    near = read_welcome(opening, said, {theirs.public.key_id: theirs.public}, NOW)
    return near, far


@given(SUITES, st.lists(st.binary(max_size=200), min_size=1, max_size=20))
def test_a_batch_arrives_whole_and_authentic(suite_name: str, bodies: list[bytes]) -> None:
    near, far = agreed(suite_name)
    batch = [near.seal(TO, body) for body in bodies]
    arrived = far.unpack(TO, near.pack(TO, batch))
    assert arrived == batch
    assert all(far.holds(TO, each) and not far.holds(BACK, each) for each in arrived)


@settings(max_examples=60)
@given(SUITES, st.data())
def test_no_byte_of_a_batch_can_be_changed(suite_name: str, data: st.DataObject) -> None:
    near, far = agreed(suite_name)
    packed = near.pack(TO, [near.seal(TO, b"one"), near.seal(TO, b"two")])
    place = data.draw(st.integers(0, len(packed) - 1))
    flipped = packed[:place] + bytes([packed[place] ^ 1 << data.draw(st.integers(0, 7))])
    with pytest.raises(SessionRefused):
        far.unpack(TO, flipped + packed[place + 1 :])


@pytest.mark.parametrize("suite_name", ["gm", "intl"])
def test_batches_go_one_way_in_one_session(suite_name: str) -> None:
    near, far = agreed(suite_name)
    other, _ = agreed(suite_name, 1)
    packed = near.pack(TO, [near.seal(TO, b"one")])
    with pytest.raises(SessionRefused):
        far.unpack(BACK, packed)
    with pytest.raises(SessionRefused):
        other.unpack(TO, packed)
    assert not other.holds(TO, near.seal(TO, b"one"))


@pytest.mark.parametrize("suite_name", ["gm", "intl"])
def test_a_signature_is_over_the_very_message(suite_name: str) -> None:
    ours, theirs = keys(suite_name)
    near, far = agreed(suite_name)
    sealed = near.seal(TO, b"one", ours)
    assert far.holds(TO, sealed)
    assert signature_holds(sealed, ours.public)
    assert not signature_holds(sealed, theirs.public)
    assert not signature_holds(near.seal(TO, b"one"), ours.public)
    assert not far.holds(TO, replace(sealed, signature=b""))
    assert not signature_holds(replace(sealed, body=b"two"), ours.public)


@pytest.mark.parametrize("suite_name", ["gm", "intl"])
def test_nobody_in_the_middle_can_greet_for_another(suite_name: str) -> None:
    ours, theirs = keys(suite_name)
    middle = generate_key(algorithm_of(suite_name))
    opening = say_hello(suite_name, "counter", "register", middle, NOW)
    with pytest.raises(SessionRefused):
        read_hello(opening.text, {ours.public.key_id: ours.public})
    real = say_hello(suite_name, "counter", "register", ours, NOW)
    hello, key_id = read_hello(real.text, {ours.public.key_id: ours.public})
    said, _ = welcome(hello, real.text, key_id, middle, NOW, NOW + 1000)
    with pytest.raises(SessionRefused):
        read_welcome(real, said, {theirs.public.key_id: theirs.public}, NOW)


@pytest.mark.parametrize("suite_name", ["gm", "intl"])
def test_a_welcome_answers_one_hello_and_a_hello_is_of_its_time(suite_name: str) -> None:
    ours, theirs = keys(suite_name)
    one, other = (say_hello(suite_name, "counter", "register", ours, NOW) for _ in range(2))
    hello, key_id = read_hello(one.text, {ours.public.key_id: ours.public})
    said, _ = welcome(hello, one.text, key_id, theirs, NOW, NOW + 1000)
    known = {theirs.public.key_id: theirs.public}
    with pytest.raises(SessionRefused, match="another hello"):
        read_welcome(other, said, known, NOW)
    with pytest.raises(SessionRefused, match="over"):
        read_welcome(one, said, known, NOW + 1000)
    for late in (MOST_SKEW_MS + 1, -MOST_SKEW_MS - 1):
        with pytest.raises(SessionRefused):
            welcome(hello, one.text, key_id, theirs, NOW + late, NOW + 60_000)


@pytest.mark.parametrize("share", ["", "00", "zz", "04" + "00" * 64, "ff" * 32])
@pytest.mark.parametrize("suite_name", ["gm", "intl"])
def test_a_share_that_is_no_point_is_refused(suite_name: str, share: str) -> None:
    ours, theirs = keys(suite_name)
    opening = say_hello(suite_name, "counter", "register", ours, NOW)
    hello = replace(opening.hello, share=share)
    if (suite_name, share) != ("intl", "ff" * 32):  # any 32 bytes are a key of X25519
        with pytest.raises(SessionRefused):
            welcome(hello, opening.text, ours.public.key_id, theirs, NOW, NOW + 1000)
