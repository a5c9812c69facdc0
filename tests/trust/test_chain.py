from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_trust.chain import (
    ChainFault,
    ChainFaultKind,
    Link,
    check_chain,
    extend,
    genesis,
)
from tongban_trust.suites import suite
from tongban_trust.tlog.tree import leaf_hash

GM, INTL = suite("gm"), suite("intl")


def chain(size: int) -> list[Link]:
    links, head = [], genesis(GM)
    for sequence in range(1, size + 1):
        own = GM if sequence % 2 else INTL
        content = f"leaf {sequence}".encode()
        digest = leaf_hash(own, content)
        head = extend(GM, head, digest)
        links.append(Link(sequence, f"leaf_{sequence}", content, digest, head, own))
    return links


def test_an_empty_chain_holds_and_has_a_head():
    check = check_chain(GM, [])
    assert (check.holds, check.size, check.head) == (True, 0, genesis(GM))


def test_a_whole_chain_holds():
    links = chain(20)
    check = check_chain(GM, links, (20, links[-1].chain_digest))
    assert (check.holds, check.size, check.head) == (True, 20, links[-1].chain_digest)


@given(st.integers(1, 12), st.data())
def test_the_first_altered_leaf_is_named(size, data):
    links = chain(size)
    place = data.draw(st.integers(0, size - 1))
    links[place] = dataclasses.replace(links[place], content=b"another story")
    expected = ChainFault(ChainFaultKind.ALTERED, place + 1, f"leaf_{place + 1}")
    assert check_chain(GM, links).fault == expected


@given(st.integers(2, 12), st.data())
def test_a_leaf_altered_with_its_digest_breaks_the_link(size, data):
    links = chain(size)
    place = data.draw(st.integers(0, size - 1))
    content = b"another story"
    digest = leaf_hash(links[place].suite, content)
    links[place] = dataclasses.replace(links[place], content=content, digest=digest)
    expected = ChainFault(ChainFaultKind.REORDERED, place + 1, f"leaf_{place + 1}")
    assert check_chain(GM, links).fault == expected


@given(st.integers(2, 12), st.data())
def test_a_dropped_leaf_is_named_by_its_place(size, data):
    links = chain(size)
    place = data.draw(st.integers(0, size - 2))
    del links[place]
    assert check_chain(GM, links).fault == ChainFault(ChainFaultKind.DROPPED, place + 1, None)


@given(st.integers(2, 12), st.data())
def test_two_leaves_that_changed_places_are_found(size, data):
    links = chain(size)
    place = data.draw(st.integers(0, size - 2))
    one, other = links[place], links[place + 1]
    links[place] = dataclasses.replace(other, sequence=one.sequence, chain_digest=one.chain_digest)
    links[place + 1] = dataclasses.replace(
        one, sequence=other.sequence, chain_digest=other.chain_digest
    )
    expected = ChainFault(ChainFaultKind.REORDERED, place + 1, other.leaf_id)
    assert check_chain(GM, links).fault == expected


@pytest.mark.parametrize("kept", [0, 3])
def test_a_chain_cut_at_its_end_is_found_by_the_head_kept_elsewhere(kept):
    links = chain(5)
    check = check_chain(GM, links[:kept], (5, links[-1].chain_digest))
    assert check.fault == ChainFault(ChainFaultKind.CUT_SHORT, kept + 1, None)


def test_a_leaf_added_past_the_head_is_named():
    links = chain(5)
    check = check_chain(GM, links, (4, links[3].chain_digest))
    assert check.fault == ChainFault(ChainFaultKind.ADDED, 5, "leaf_5")


def test_another_chain_of_the_same_length_is_found():
    check = check_chain(GM, chain(5), (5, b"\x00" * 32))
    assert check.fault == ChainFault(ChainFaultKind.ALTERED, 5, None)


def test_a_leaf_cannot_pass_for_a_link():
    assert leaf_hash(GM, b"x") != GM.hash(b"x")
    assert extend(GM, b"a", b"b") != leaf_hash(GM, b"ab")
