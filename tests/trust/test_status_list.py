"""Status lists: the draft's lists are read, ours come back, bombs and stale lists are refused."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trust import sd_jwt_vectors as draft
from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.tokens.jws import sign_jws
from tongban_trust.tokens.reasons import Rejected
from tongban_trust.tokens.status_list import (
    MOST_BYTES,
    Status,
    StatusList,
    StatusReference,
    issue_status_list,
    read_status_list,
    status_reference,
)
from tongban_trust.tokens.strict_json import to_base64url

AT = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
URI = "https://certificates.example/status/1"
KEY = generate_key(Algorithm.SM2)
OTHER = generate_key(Algorithm.P256)


def read(text: str, at: datetime = AT, uri: str = URI):
    return read_status_list(text, lambda _: KEY.public, uri, at)


def signed(**changes: object) -> str:
    said = {
        "sub": URI,
        "iat": NOW,
        "exp": NOW + 60,
        "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"},
    }
    claims = {name: each for name, each in (said | changes).items() if each is not None}
    return sign_jws(KEY, "statuslist+jwt", claims, KEY.public.key_id)


def code_of(found: StatusList | Rejected) -> str:
    assert isinstance(found, Rejected), found
    return found.code


@pytest.mark.parametrize("bits", draft.SMALL_LISTS)
def test_the_lists_of_the_draft_are_read(bits):
    packed, values = draft.SMALL_LISTS[bits]
    assert read(signed(status_list={"bits": bits, "lst": packed})) == StatusList(bits, values)


@pytest.mark.parametrize("bits", draft.LARGE_LISTS)
def test_the_large_lists_of_the_draft_are_read_and_made(bits):
    packed, statuses = draft.LARGE_LISTS[bits]
    found = read(signed(status_list={"bits": bits, "lst": to_base64url(bytes.fromhex(packed))}))
    assert found == StatusList.of(bits, draft.LARGE_SIZE, statuses)
    assert [found.at(index) for index in (0, 1, 1993, 1994)] == [1, 0, statuses[1993], 0]
    assert found.at(draft.LARGE_SIZE) is None


def test_statuses_of_the_drafts_first_example_stand_in_their_order():
    found = StatusList(1, draft.SMALL_LISTS[1][1])
    assert [found.at(n) for n in range(16)] == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]


@given(st.sampled_from([1, 2, 4, 8]), st.integers(1, 300), st.data())
def test_what_is_put_in_comes_out(bits, size, data):
    places, values = st.integers(0, size - 1), st.integers(0, (1 << bits) - 1)
    statuses = data.draw(st.dictionaries(places, values))
    text = issue_status_list(
        KEY, StatusList.of(bits, size, statuses), uri=URI, at=AT, lasts_s=60, ttl_s=1
    )
    found = read(text)
    assert isinstance(found, StatusList), found
    assert [found.at(n) for n in range(size)] == [statuses.get(n, 0) for n in range(size)]
    assert found.at(-1) is None


@pytest.mark.parametrize("wrong", [{9: 1}, {-1: 1}, {0: 4}, {0: -1}])
def test_what_does_not_fit_is_not_packed(wrong):
    with pytest.raises(ValueError, match="does not fit"):
        StatusList.of(2, 8, wrong)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sub": "https://other.example"}, "status_elsewhere"),
        ({"sub": None}, "status_elsewhere"),
        ({"exp": NOW - 60}, "status_old"),
        ({"iat": NOW + 61}, "status_old"),
        ({"iat": None}, "status_unreadable"),
        ({"exp": "soon"}, "status_unreadable"),
        ({"status_list": None}, "status_unreadable"),
        ({"status_list": {"bits": 3, "lst": "eNrbuRgAAhcBXQ"}}, "status_unreadable"),
        ({"status_list": {"bits": True, "lst": "eNrbuRgAAhcBXQ"}}, "status_unreadable"),
        ({"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ=="}}, "status_unreadable"),
        ({"status_list": {"bits": 1, "lst": "eNrbuRgA"}}, "status_unreadable"),
        ({"status_list": {"bits": 1, "lst": 7}}, "status_unreadable"),
    ],
)
def test_a_list_that_is_not_right_is_refused(changes, code):
    assert code_of(read(signed(**changes))) == code


def test_a_bomb_is_refused_before_it_unfolds():
    for tail in (b"", b"more"):
        bomb = to_base64url(zlib.compress(bytes(MOST_BYTES + 1), 9) + tail)
        assert len(bomb) < 10_000
        assert code_of(read(signed(status_list={"bits": 1, "lst": bomb}))) == "status_unreadable"
    followed = to_base64url(zlib.compress(b"\x01") + b"more")
    assert code_of(read(signed(status_list={"bits": 1, "lst": followed}))) == "status_unreadable"


def test_a_list_by_another_key_is_refused():
    text = issue_status_list(OTHER, StatusList.of(2, 8, {}), uri=URI, at=AT, lasts_s=60, ttl_s=1)
    assert code_of(read(text)) == "algorithm_wrong"
    assert code_of(read(signed(), at=AT + timedelta(hours=1))) == "status_old"


@given(st.text() | st.text(st.sampled_from("eyJ._-AQ=")))
def test_any_text_is_answered(text):
    assert isinstance(read(text), Rejected)


def test_a_credential_says_where_its_status_stands():
    reference = StatusReference(URI, 7)
    assert status_reference({"status": reference.to_claim()}) == reference
    for claims in (
        {}, {"status": 1}, {"status": {}}, {"status": {"status_list": {"uri": URI}}},
        {"status": {"status_list": {"uri": URI, "idx": -1}}},
        {"status": {"status_list": {"uri": URI, "idx": True}}},
    ):  # fmt: skip
        assert status_reference(claims) is None
    assert Status.SUSPENDED == 2
