from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared_data
from tongban_trust.commit import commit, opens
from tongban_trust.suites import SuiteBroken, Tampered, suite, suite_that_sealed

BOTH = [suite("gm"), suite("intl")]
both = pytest.mark.parametrize("chosen", BOTH, ids=lambda s: s.name)


def blocks(text: str) -> list[dict[str, str]]:
    found = []
    for block in text.split("\n\n"):
        pairs = [line.split(" = ") for line in block.splitlines() if " = " in line]
        if pairs:
            found.append({name.strip(): value.strip() for name, value in pairs})
    return found


@both
def test_a_suite_that_computes_wrongly_is_not_used(chosen):
    chosen.self_test()
    for field in ("digest", "mac", "sealed"):
        wrong = dataclasses.replace(chosen.known, **{field: "00" * 32})
        with pytest.raises(SuiteBroken, match=chosen.name):
            dataclasses.replace(chosen, known=wrong).self_test()


def test_an_unknown_suite_is_an_error():
    with pytest.raises(KeyError):
        suite("rot13")
    with pytest.raises(Tampered):
        suite_that_sealed(b"\x63sealed")


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        (b"", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_of_the_standard(message, digest):
    assert suite("gm").hash(message).hex() == digest


@pytest.mark.shared_data
def test_sm3_public_vectors():
    vectors = blocks(shared_data("gm_vectors/SM3/oscca.txt").read_text())
    checked = 0
    for vector in vectors:
        if "MD" in vector:
            message = bytes.fromhex(vector["Msg"])[: int(vector["Len"]) // 8]
            assert suite("gm").hash(message).hex() == vector["MD"]
            checked += 1
    assert checked >= 5


@pytest.mark.shared_data
def test_sm4_gcm_public_vectors():
    (vector,) = blocks(shared_data("gm_vectors/SM4/rfc8998.txt").read_text().split("# A.2")[1])
    parts = {name: bytes.fromhex(v) for name, v in vector.items() if name != "COUNT"}
    gm = suite("gm")
    sealed = bytes([gm.mark]) + parts["IV"] + parts["CIPHERTEXT"] + parts["TAG"]
    assert gm.open(parts["KEY"], sealed, parts["AAD"]) == parts["PLAINTEXT"]


@both
@given(plaintext=st.binary(max_size=200), context=st.binary(max_size=40), data=st.data())
def test_what_is_sealed_opens_only_whole_and_in_its_place(chosen, plaintext, context, data):
    key = chosen.new_key()
    sealed = chosen.seal(key, plaintext, context)
    assert suite_that_sealed(sealed).open(key, sealed, context) == plaintext
    place = data.draw(st.integers(0, len(sealed) - 1))
    flipped = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    for broken in (flipped, sealed[:-1], b""):
        with pytest.raises(Tampered):
            chosen.open(key, broken, context)
    with pytest.raises(Tampered):
        chosen.open(key, sealed, context + b"elsewhere")
    with pytest.raises(Tampered):
        chosen.open(chosen.new_key(), sealed, context)


@both
def test_sealing_twice_never_gives_the_same_bytes(chosen):
    key = chosen.new_key()
    assert len({chosen.seal(key, b"same", b"") for _ in range(100)}) == 100


@both
@given(key=st.binary(max_size=200), many=st.lists(st.binary(max_size=300), max_size=4))
def test_a_mac_made_ready_is_the_same_mac_each_time(chosen, key, many):
    ready = chosen.keyed(key)
    assert [ready(each) for each in many] == [chosen.mac(key, each) for each in many]


@both
def test_derived_keys_differ_by_purpose(chosen):
    master = bytes(32)
    one, other = chosen.derive(master, "wrap"), chosen.derive(master, "index")
    assert one != other
    assert len(one) == chosen.key_bytes
    assert one == chosen.derive(master, "wrap")


@both
@given(value=st.binary(max_size=100), other=st.binary(max_size=100))
def test_commitments_bind_and_hide(chosen, value, other):
    made = commit(chosen, value)
    assert opens(chosen, made.digest, value, made.salt)
    assert opens(chosen, made.digest, other, made.salt) == (value == other)
    assert commit(chosen, value).digest != made.digest


def test_a_short_salt_is_refused():
    with pytest.raises(ValueError, match="salt"):
        commit(suite("gm"), b"", b"short")
