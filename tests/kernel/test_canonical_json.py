"""Equal values have one text and one digest; what JSON cannot hold is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.canonical_json import canonical_json, digest_of, digest_of_text

leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
definitions = st.dictionaries(st.text(max_size=5), leaves | st.lists(leaves, max_size=3))


def test_the_text_is_the_published_one():
    # Digests of releases already published are made of exactly this text.
    text = canonical_json({"b": [1, True, None], "a": {"名": "通办"}})
    assert text == '{"a":{"名":"通办"},"b":[1,true,null]}'


def test_the_order_in_which_a_file_was_written_does_not_matter():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})


@given(definitions, definitions)
def test_equal_texts_mean_equal_digests_and_only_they(one, other):
    alike = canonical_json(one) == canonical_json(other)
    assert (digest_of(one) == digest_of(other)) is alike
    assert digest_of(one) == digest_of_text(canonical_json(one))


def test_a_number_json_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical_json({"a": float("nan")})
