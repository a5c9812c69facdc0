from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_trust import canonical
from tongban_trust.canonical import NotCanonical, canonical_bytes

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_the_worked_example_of_rfc_8785_without_its_fractions():
    value = {"string": '€$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]}
    expected = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical_bytes(value) == expected.encode()


def test_keys_sort_by_utf_16_units_as_rfc_8785_says():
    keys = ["€", "\r", "\ufb33", "1", "😀", "\x80", "ö"]
    ordered = list(json.loads(canonical_bytes(dict.fromkeys(keys, 1))))
    assert ordered == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


def test_rare_characters_and_unnormalised_text_stay_as_written():
    name = "\U00030edd\U0002b6e2·e\u0301"  # GB 18030-2022 characters beyond the first plane
    assert canonical_bytes({"name": name}).decode() == f'{{"name":"{name}"}}'
    assert canonical_bytes("e\u0301") != canonical_bytes("é")


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": [1, 2.0]}, r"\$\.a\[1\]: float"),
        ({"a": 2**53}, r"\$\.a: an integer"),
        ({1: 2}, "keys must be strings"),
        ({"b": b""}, "bytes has no canonical form"),
        ("\ud800", "surrogate"),
        ({"\ud800": 1}, "surrogate"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_place(value, where):
    with pytest.raises(NotCanonical, match=where):
        canonical_bytes(value)


def test_endless_nesting_is_refused():
    value: list[object] = []
    for _ in range(100):
        value = [value]
    with pytest.raises(NotCanonical, match="deeper"):
        canonical_bytes(value)


@given(values)
def test_bytes_read_back_and_are_stable(value):
    try:
        written = canonical_bytes(value)
    except NotCanonical:
        assert any("\ud800" <= char <= "\udfff" for char in repr(value)) or "\\ud" in repr(value)
        return
    assert json.loads(written) == value
    assert canonical_bytes(json.loads(written)) == written


ascii_keys = st.text(st.characters(max_codepoint=127), max_size=3)
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**54), 2**54)
    | st.text()
    | st.sampled_from(["\ud800", 1.5, b"", 2**53]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(ascii_keys | st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(anything)
def test_the_short_way_writes_what_the_long_way_writes(value: object):
    def outcome() -> bytes | str:
        try:
            return canonical_bytes(value)
        except NotCanonical as refused:
            return str(refused)

    short = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "_is_simple", lambda value, depth: False)
        assert outcome() == short
