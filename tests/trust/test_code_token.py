"""What a QR code says: short, read back exactly, and worth nothing when one letter differs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.tokens.qr import BadCode, CodeToken, read_code, sign_code, token_in

algorithms = st.sampled_from(list(Algorithm))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
URL = "https://portal.shili.example.gov.invalid:8443/verify/abcdefghjkmnpqrs#"


@cache
def key_of(algorithm: Algorithm):
    return generate_key(algorithm)


tokens = st.builds(
    CodeToken,
    identifier=st.from_regex(r"(1\.2\.156\.3005\.2\.)?[.0-9A-Z]{1,80}", fullmatch=True),
    holder_masked=st.text(st.characters(exclude_categories=["Cs"]), max_size=15),
    issued_at=st.integers(0, 2**32 - 1).map(lambda s: datetime.fromtimestamp(s, UTC)),
    valid_from=st.dates(date(1970, 1, 2), date(9999, 1, 1)),
    valid_until=st.none() | st.dates(date(1970, 1, 2), date(9999, 1, 1)),
    key=st.binary(min_size=16, max_size=16).map(bytes.hex),
)


def a_token(**changed) -> CodeToken:
    said = {
        "identifier": "1.2.156.3005.2.11990000000000015X001.11990000000000015X"
        ".20260000000001.001.A",
        "holder_masked": "欧***************", "issued_at": datetime(2026, 11, 1, tzinfo=UTC),
        "valid_from": date(2026, 11, 1), "valid_until": None, "key": "0" * 32,
    }  # fmt: skip
    return CodeToken(**{**said, **changed})


@given(tokens, algorithms)
def test_what_is_signed_is_read_back_the_same(token, algorithm):
    key = key_of(algorithm)
    others = [key_of(each).public for each in Algorithm if each is not algorithm]
    assert read_code(sign_code(token, key), [*others, key.public]) == token


@settings(max_examples=200)
@given(algorithms, st.data())
def test_one_other_letter_is_worth_nothing(algorithm, data):
    key = key_of(algorithm)
    text = sign_code(a_token(), key)
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(LETTERS.replace(text[place], "")))
    with pytest.raises(BadCode):
        read_code(text[:place] + letter + text[place + 1 :], [key.public])


@given(algorithms, st.integers(1, 250))
def test_a_code_cut_short_or_drawn_out_is_none(algorithm, cut):
    key = key_of(algorithm)
    text = sign_code(a_token(), key)
    for other in (text[:-cut], text[cut:], text + "A" * cut):
        with pytest.raises(BadCode):
            read_code(other, [key.public])


@pytest.mark.parametrize("algorithm", list(Algorithm), ids=lambda each: each.value)
def test_another_suite_s_key_signs_nothing_here(algorithm):
    text = sign_code(a_token(), key_of(algorithm))
    with pytest.raises(BadCode, match="No key"):
        read_code(text, [key_of(each).public for each in Algorithm if each is not algorithm])


@settings(max_examples=300)
@given(st.text(max_size=420) | st.text(LETTERS, min_size=100, max_size=410))
def test_any_words_are_refused_in_words(words):
    with pytest.raises(BadCode):
        read_code(words, [key_of(Algorithm.ED25519).public])
    found = token_in(words)
    assert found is None or found in words


@pytest.mark.parametrize("algorithm", list(Algorithm), ids=lambda each: each.value)
def test_it_fits_a_small_code_with_its_address(algorithm):
    words = URL + sign_code(a_token(), key_of(algorithm))
    assert token_in(words) == words.rpartition("#")[2]
    made = segno.make(words, error="m", micro=False, boost_error=False)
    assert int(made.version) <= 12


@pytest.mark.parametrize(
    "changed",
    [{"identifier": "lower"}, {"identifier": ""}, {"valid_from": date(1970, 1, 1)},
     {"issued_at": datetime(1969, 1, 1, tzinfo=UTC)}, {"key": "00"},
     {"issued_at": datetime(2106, 3, 1, tzinfo=UTC) + timedelta(days=1)}],
)  # fmt: skip
def test_what_has_no_place_is_not_signed(changed):
    with pytest.raises(ValueError, match=r"\w"):
        sign_code(a_token(**changed), key_of(Algorithm.ED25519))
