"""Messages as bytes: one form only, the canonical one."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_node.attack.world import World
from tongban_trust.canonical import canonical_bytes
from tongban_wire.case_token import Subject
from tongban_wire.messages import (
    MOST_BYTES,
    FaultTold,
    Outcome,
    Request,
    Response,
    read_request,
    read_response,
    write,
)
from tongban_wire.plain import Malformed, decode, decode_kept, encode

NOW = 1_790_000_000_000
WORLD = World("intl", NOW)
CHARACTERS = st.characters(exclude_categories=["Cs"])
IDS = st.text(CHARACTERS, max_size=30)
KEYS = st.text(st.characters(max_codepoint=126, min_codepoint=33), max_size=20)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
RESPONSES = st.builds(
    Response, v=WHOLE, id=IDS, at_ms=WHOLE, provider=IDS, consumer=IDS, request=IDS,
    outcome=st.sampled_from(Outcome),
    faults=st.lists(st.builds(FaultTold, IDS, IDS), max_size=3).map(tuple),
    values=st.dictionaries(KEYS, st.one_of(st.none(), st.booleans(), WHOLE, IDS), max_size=5),
    answers=st.dictionaries(KEYS, st.sampled_from([None, True, False]), max_size=3),
    as_of=st.one_of(st.none(), IDS), nonce=IDS,
)  # fmt: skip


@given(RESPONSES)
def test_what_is_written_is_canonical_and_comes_back_the_same(response: Response) -> None:
    data = write(response)
    assert read_response(data) == response
    assert data == canonical_bytes(json.loads(data))


@given(RESPONSES, st.data())
def test_no_other_bytes_mean_the_same(response: Response, data: st.DataObject) -> None:
    good = write(response)
    place = data.draw(st.integers(0, len(good) - 1))
    bad = good[:place] + bytes([data.draw(st.integers(0, 255))]) + good[place + 1 :]
    with suppress(Malformed):
        assert bad == good or read_response(bad) != response


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(":", ": ", 1),
        lambda text: "{" + '"zz":1,' + text[1:],
        lambda text: text.replace('"v":1', '"v":1.0'),
        lambda text: text.replace('"v":1', '"v":true'),
        lambda text: text.replace('"v":1', '"v":9007199254740993'),
        lambda text: text.replace('"v":1', '"v":1,"v":1'),
        lambda text: text.replace('"at_ms"', '"At_ms"'),
        lambda text: text.replace("node-counter", "node\\u002dcounter", 1),
        lambda text: text.replace("node-counter", "x" * 129, 1),
        lambda text: text + "\n",
        lambda text: text[:-1],
        lambda _: "[" * 100_000,
        lambda _: "",
    ],
)
def test_a_request_written_any_other_way_is_refused(change) -> None:
    good = write(WORLD.finished(WORLD.lawful(NOW))).decode()
    assert read_request(good.encode())
    with pytest.raises(Malformed):
        read_request(change(good).encode())


def test_a_message_that_is_too_large_is_not_even_parsed() -> None:
    with pytest.raises(Malformed, match="are more than the"):
        decode(Request, b"[" * (MOST_BYTES + 1), MOST_BYTES)


def test_a_lone_surrogate_cannot_be_written() -> None:
    with pytest.raises(Malformed):
        encode(Subject("resident-id", "\ud800"))


@given(st.lists(st.sampled_from(["\0", "\\", "u0000", "a"]), max_size=6).map("".join))
def test_what_is_kept_holds_no_nul_and_may_hold_whatever_looks_like_one(words: str) -> None:
    data = encode(Subject("scheme", words))
    if "\0" not in words:
        assert decode_kept(Subject, data, 1_000).value == words
        return
    assert decode(Subject, data, 1_000).value == words
    with pytest.raises(Malformed, match="NUL"):
        decode_kept(Subject, data, 1_000)
