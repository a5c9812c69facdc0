from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared_data
from tongban_trust.suites import suite
from tongban_trust.tlog import tree

SUITES = [suite("gm"), suite("intl")]
both = pytest.mark.parametrize("chosen", SUITES, ids=lambda s: s.name)
MOST = 80
LEAVES = {s.name: [tree.leaf_hash(s, b"%d" % i) for i in range(MOST)] for s in SUITES}


def slow_root(chosen, hashes):
    """RFC 6962, 2.1, word for word."""
    if not hashes:
        return chosen.hash(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    left, right = slow_root(chosen, hashes[:k]), slow_root(chosen, hashes[k:])
    return chosen.hash(b"\x01" + left + right)


def subtree_of(chosen):
    def subtree(level: int, index: int) -> bytes:
        width = 1 << level
        hashes = LEAVES[chosen.name][index * width : (index + 1) * width]
        assert len(hashes) == width, "asked for a subtree that is not whole"
        return slow_root(chosen, hashes)

    return subtree


@both
def test_roots_are_those_of_the_standard(chosen):
    for size in range(MOST):
        expected = slow_root(chosen, LEAVES[chosen.name][:size])
        assert tree.root_over(chosen, LEAVES[chosen.name][:size]) == expected
        assert tree.root_of(chosen, size, subtree_of(chosen)) == expected


@both
@given(data=st.data())
def test_every_leaf_is_proven_and_no_other(chosen, data):
    size = data.draw(st.integers(1, MOST))
    index = data.draw(st.integers(0, size - 1))
    leaves, subtree = LEAVES[chosen.name], subtree_of(chosen)
    root = tree.root_of(chosen, size, subtree)
    path = tree.inclusion_proof(chosen, index, size, subtree)
    assert tree.includes(chosen, leaves[index], index, size, path, root)
    other = data.draw(st.integers(0, MOST - 1).filter(lambda i: i != index))
    assert not tree.includes(chosen, leaves[other], index, size, path, root)
    if other < size:
        assert not tree.includes(chosen, leaves[index], other, size, path, root)
    assert not tree.includes(chosen, leaves[index], index, size, [*path, root], root)
    if path:
        assert not tree.includes(chosen, leaves[index], index, size, path[:-1], root)
        assert not tree.includes(chosen, leaves[index], index, size, [b"", *path[1:]], root)


@both
@given(data=st.data())
def test_a_longer_log_extends_a_shorter_one_and_a_rewritten_one_does_not(chosen, data):
    new = data.draw(st.integers(0, MOST))
    old = data.draw(st.integers(0, new))
    subtree = subtree_of(chosen)
    roots = [tree.root_of(chosen, size, subtree) for size in (old, new)]
    path = tree.consistency_proof(chosen, old, new, subtree)
    assert tree.extends(chosen, old, roots[0], new, roots[1], path) is (old > 0 or new == 0)
    forged = chosen.hash(b"forged")
    assert not tree.extends(chosen, old, forged, new, roots[1], path)
    if old:
        assert not tree.extends(chosen, old, roots[0], new, forged, path)
        assert not tree.extends(chosen, old, roots[0], new, roots[1], [*path, forged])
    if path:
        assert not tree.extends(chosen, old, roots[0], new, roots[1], path[:-1])


@both
def test_what_is_outside_has_no_proof(chosen):
    subtree = subtree_of(chosen)
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(IndexError):
            tree.inclusion_proof(chosen, index, size, subtree)
    with pytest.raises(IndexError):
        tree.consistency_proof(chosen, 4, 3, subtree)


def decoded(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def judged(intl, case, path) -> bool:
    if "leafIdx" in case:
        leaf, root = decoded(case["leafHash"]), decoded(case["root"])
        if "start" in case:
            bounds = (case["start"], case["end"])
            return tree.includes_in_range(intl, leaf, case["leafIdx"], bounds, path, root)
        return tree.includes(intl, leaf, case["leafIdx"], case["treeSize"], path, root)
    roots = (decoded(case["root1"]), decoded(case["root2"]))
    if "start" in case:
        bounds = (case["start"], case["end"])
        return tree.contains(intl, bounds, roots[0], case["size"], roots[1], path)
    return tree.extends(intl, case["size1"], roots[0], case["size2"], roots[1], path)


@pytest.mark.shared_data
def test_the_public_proofs_good_and_bad():
    intl, seen = suite("intl"), {True: 0, False: 0}
    for place in sorted(shared_data("merkle/testdata").rglob("*.json")):
        case = json.loads(place.read_text())
        holds = judged(intl, case, [decoded(step) for step in case["proof"] or ()])
        assert holds is not case["wantErr"], (place.name, case["desc"])
        seen[holds] += 1
    assert sum(seen.values()) == 518
    assert min(seen.values()) > 10
