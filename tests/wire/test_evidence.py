"""Following a node's log: every page continues it, nothing is left out, nothing is altered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.signing import algorithm_of, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import Checkpoint, NoteKey, sign
from tongban_wire.evidence import (
    Followed,
    Leaf,
    LeafKind,
    LeafPage,
    PageFault,
    PageRefused,
    Receipt,
    Side,
    follow,
    read_page,
    write_leaf,
    write_page,
)
from tongban_wire.reconcile import Lack, reconcile

NAME = "register"
INTL = suite("intl")
KEY = generate_key(algorithm_of("intl"))
NOTE_KEY = NoteKey(NAME, KEY.public)


def leaf(number: int, node: str = NAME, peer: str = "counter") -> Leaf:
    return Leaf(
        v=1, kind=LeafKind.REQUEST, suite="intl", side=Side.PROVIDER, node=node, peer=peer,
        call=f"{number:032x}", at_ms=number, resource="", grant="", item="", purpose="",
        article="", case="", token="", fields=(), questions=(), outcome=None, codes=(),
        digest=f"{number:064x}",
    )  # fmt: skip


TEXTS = [write_leaf(leaf(number)).decode() for number in range(60)]
HASHES = [tree.leaf_hash(INTL, text.encode()) for text in TEXTS]


def subtree(level: int, index: int) -> bytes:
    return tree.root_over(INTL, HASHES[index << level : (index + 1) << level])


def page(first: int, end: int, size: int) -> LeafPage:
    bare = Checkpoint(NAME, size, tree.root_over(INTL, HASHES[:size]))
    signed = bare.with_signatures([sign(bare, NAME, KEY)])
    proof = tree.consistency_proof(INTL, end, size, subtree)
    path = tuple(step.hex() for step in proof)
    return LeafPage(1, NAME, first, tuple(TEXTS[first:end]), path, signed.text)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 5))
def test_pages_of_any_length_lead_to_the_root(lengths: list[int], behind: int) -> None:
    followed, seen = Followed(), []
    for length in lengths:
        end = followed.size + length
        sent = page(followed.size, end, min(len(TEXTS), end + behind))
        followed, leaves, _ = follow(followed, read_page(write_page(sent)), INTL, NOTE_KEY)
        seen += leaves
    assert followed.root(INTL) == tree.root_over(INTL, HASHES[: followed.size])
    assert seen == [leaf(number) for number in range(sum(lengths))]


def refused(followed: Followed, sent: LeafPage) -> PageFault:
    with pytest.raises(PageRefused) as told:
        follow(followed, sent, INTL, NOTE_KEY)
    return told.value.fault


@settings(max_examples=40)
@given(st.integers(0, 20), st.integers(1, 10), st.integers(0, 9))
def test_a_gap_an_altered_and_a_dropped_leaf_are_seen(start: int, length: int, at: int) -> None:
    followed, _, _ = follow(Followed(), page(0, start + 1, start + 1), INTL, NOTE_KEY)
    good = page(start + 1, start + 1 + length, start + 1 + length)
    assert refused(followed, page(start + 2, start + 3, start + 3)) is PageFault.GAP
    place = at % length
    for leaves in (
        (*good.leaves[:place], TEXTS[-1], *good.leaves[place + 1 :]),
        (*good.leaves[:place], *good.leaves[place + 1 :]),
        (*good.leaves, TEXTS[-1]),
    ):
        assert refused(followed, replace(good, leaves=leaves)) is PageFault.NOT_THIS_ROOT


def test_a_rewritten_past_is_seen_even_when_the_log_signs_it() -> None:
    followed, _, _ = follow(Followed(), page(0, 5, 5), INTL, NOTE_KEY)
    other = [HASHES[9], *HASHES[1:6]]
    bare = Checkpoint(NAME, 6, tree.root_over(INTL, other))
    text = bare.with_signatures([sign(bare, NAME, KEY)]).text
    fork = LeafPage(1, NAME, 5, (TEXTS[5],), (), text)
    assert refused(followed, fork) is PageFault.NOT_THIS_ROOT


def test_only_the_logs_own_key_signs_its_checkpoints() -> None:
    other = generate_key(algorithm_of("intl"))
    bare = Checkpoint(NAME, 1, HASHES[0])
    text = bare.with_signatures([sign(bare, NAME, other)]).text
    forged = LeafPage(1, NAME, 0, (TEXTS[0],), (), text)
    assert refused(Followed(), forged) is PageFault.NOT_SIGNED
    assert refused(Followed(), replace(page(0, 1, 1), origin="x")) is PageFault.OTHER_LOG
    assert refused(Followed(), replace(page(0, 1, 1), checkpoint="x")) is PageFault.MALFORMED


@given(st.integers(1, 60), st.data())
def test_a_receipt_proves_its_leaf_and_no_other(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = tuple(step.hex() for step in tree.inclusion_proof(INTL, index, size, subtree))
    receipt = Receipt(1, TEXTS[index], index, path, page(0, size, size).checkpoint)
    assert receipt.holds(INTL, NOTE_KEY)
    assert not replace(receipt, leaf=TEXTS[index - 1] + " ").holds(INTL, NOTE_KEY)
    assert not replace(receipt, index=index + 1).holds(INTL, NOTE_KEY)
    assert not replace(receipt, checkpoint="x").holds(INTL, NOTE_KEY)
    assert not receipt.holds(INTL, NoteKey("other", KEY.public))


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_reconciliation_names_exactly_what_each_side_lacks(
    ours: set[int], theirs: set[int]
) -> None:
    one = [leaf(n, "register", "counter") for n in ours] + [leaf(99, "register", "third")]
    other = [leaf(n, "counter", "register") for n in theirs] + [leaf(98, "counter", "third")]
    found = reconcile("register", reversed(one), "counter", other)
    expected = {("counter", n) for n in ours - theirs} | {("register", n) for n in theirs - ours}
    assert {(lack.lacks, int(lack.call, 16)) for lack in found} == expected
    assert all(lack.times == 1 for lack in found)


def test_a_message_altered_on_one_side_shows_on_both() -> None:
    other = replace(leaf(1, "counter", "register"), digest="0" * 64)
    found = reconcile("register", [leaf(1)], "counter", [other])
    call = f"{1:032x}"
    assert found == (
        Lack("counter", "register", LeafKind.REQUEST, call, leaf(1).digest, 1),
        Lack("register", "counter", LeafKind.REQUEST, call, "0" * 64, 1),
    )
