from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.promise import BadPromise, Promise, promise

GM = suite("gm")
KEY = generate_key(Algorithm.SM2)
LEAVES = [tree.leaf_hash(GM, b"%d" % number) for number in range(40)]


class Counting:
    def __init__(self) -> None:
        self.times, self.public = 0, KEY.public

    def sign(self, message: bytes) -> bytes:
        self.times += 1
        return KEY.sign(message)


def made(count: int, **more) -> tuple[Promise, ...]:
    said = {"at": 1_800_000_000, "merge_delay_s": 10, **more}
    return promise(GM, KEY, "log.example", LEAVES[:count], **said)


@given(count=st.integers(1, 40), data=st.data())
def test_each_leaf_is_promised_and_no_other(count, data):
    promises = made(count)
    index = data.draw(st.integers(0, count - 1))
    other = data.draw(st.integers(0, 39).filter(lambda i: i != index))
    given_back = Promise.from_json(json.loads(json.dumps(promises[index].to_json())))
    assert given_back == promises[index]
    assert given_back.holds_for(GM, LEAVES[index], KEY.public)
    assert not given_back.holds_for(GM, LEAVES[other], KEY.public)
    assert not given_back.holds_for(GM, LEAVES[index], generate_key(Algorithm.SM2).public)
    assert given_back.due_at == 1_800_000_010


def test_a_batch_costs_one_signature():
    key = Counting()
    promises = promise(GM, key, "log.example", LEAVES, at=1, merge_delay_s=1)
    assert (len(promises), key.times) == (40, 1)
    assert promise(GM, key, "log.example", [], at=1, merge_delay_s=1) == ()


@pytest.mark.parametrize("name", ["origin", "at", "merge_delay_s", "count", "index", "root"])
def test_no_field_can_change(name):
    said = made(3)[1].to_json()
    value = said[name]
    said[name] = value + 1 if isinstance(value, int) else made(4)[0].to_json().get(name)
    if name == "origin":
        said[name] = "elsewhere"
    assert not Promise.from_json(said).holds_for(GM, LEAVES[1], KEY.public)


@given(st.recursive(
    st.none() | st.integers() | st.text() | st.floats(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
))  # fmt: skip
def test_junk_is_refused_in_words(value):
    with pytest.raises(BadPromise):
        Promise.from_json(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("at", True), ("at", -1), ("path", "x"), ("path", ["!"]), ("root", "YR=="), ("v", 2),
     ("signature", None), ("path", [""] * 65)],
)  # fmt: skip
def test_a_spoilt_promise_is_refused(name, value):
    with pytest.raises(BadPromise):
        Promise.from_json(made(2)[0].to_json() | {name: value})
