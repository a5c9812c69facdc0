"""Statements: they hold for their purpose, their key and their bytes, alone or together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.signing import Algorithm, generate_key
from tongban_wire.statements import (
    NotSigned,
    open_statement,
    sign_statement,
    sign_statements,
    take_apart,
)

KEYS = {kind: generate_key(kind) for kind in Algorithm}
KINDS = st.sampled_from(Algorithm)


def trusted(kind: Algorithm) -> dict:
    return {KEYS[kind].public.key_id: KEYS[kind].public}


@given(KINDS, st.binary(max_size=50))
def test_a_statement_opens_for_its_purpose_and_key_only(kind: Algorithm, payload: bytes) -> None:
    text = sign_statement("one", payload, KEYS[kind])
    assert open_statement("one", text, trusted(kind)) == payload
    for purpose, keys in (("other", trusted(kind)), ("one", {})):
        with pytest.raises(NotSigned):
            open_statement(purpose, text, keys)


@settings(max_examples=30)
@given(KINDS, st.lists(st.binary(max_size=20), min_size=1, max_size=70), st.data())
def test_many_share_a_signature_and_each_opens_alone(
    kind: Algorithm, payloads: list[bytes], data: st.DataObject
) -> None:
    texts = sign_statements("one", payloads, KEYS[kind])
    assert len({take_apart(text).signature for text in texts}) == 1
    place = data.draw(st.integers(0, len(texts) - 1))
    assert open_statement("one", texts[place], trusted(kind)) == payloads[place]
    with pytest.raises(NotSigned):
        open_statement("other", texts[place], trusted(kind))


@given(st.booleans(), st.data())
def test_any_character_changed_is_refused(together: bool, data: st.DataObject) -> None:
    kind = Algorithm.ED25519
    payloads = [b"a", b"b", b"c"]
    alone = sign_statement("one", b"b", KEYS[kind])
    text = sign_statements("one", payloads, KEYS[kind])[1] if together else alone
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    changed = text[:place] + other + text[place + 1 :]
    if changed != text:
        with pytest.raises(NotSigned):
            open_statement("one", changed, trusted(kind))


def test_a_payload_cannot_borrow_the_share_of_another() -> None:
    one, other = sign_statements("one", [b"a", b"b"], KEYS[Algorithm.SM2])
    forged = ".".join([take_apart_text(other)[0], *take_apart_text(one)[1:]])
    with pytest.raises(NotSigned):
        open_statement("one", forged, trusted(Algorithm.SM2))


def test_nothing_and_too_many_are_no_batch() -> None:
    for payloads in ([], [b""] * 4097):
        with pytest.raises(ValueError, match="1 to 4096"):
            sign_statements("one", payloads, KEYS[Algorithm.ED25519])


def take_apart_text(text: str) -> list[str]:
    return text.split(".")
