"""A Merkle tree over a log's leaves 默克尔树 (RFC 6962, 2.1; RFC 9162, 2.1), of any suite's hash.

``leaf = H(0x00 · bytes)``, ``node = H(0x01 · left · right)``; a tree of n leaves splits at the
largest power of two below n. Proofs are made by asking for the roots of perfect subtrees, so they
cost a logarithm of reads whatever keeps the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tongban_trust.suites import Suite

SubtreeRoot = Callable[[int, int], bytes]
"""``root(level, index)``: the root over leaves ``[index · 2^level, (index + 1) · 2^level)``."""

MOST_STEPS = 64


def leaf_hash(suite: Suite, content: bytes) -> bytes:
    """The hash of one leaf's bytes."""
    return suite.hash(b"\x00" + content)


def leaf_hashes(suite: Suite, contents: Sequence[bytes]) -> list[bytes]:
    """``leaf_hash`` of many."""
    return suite.hash_all([b"\x00" + content for content in contents])


def node_hash(suite: Suite, left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return suite.hash(b"\x01" + left + right)


def empty_root(suite: Suite) -> bytes:
    """The root of a tree without leaves."""
    return suite.hash(b"")


def root_over(suite: Suite, hashes: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes; their number need not be a power of two."""
    level = list(hashes)
    if not level:
        return empty_root(suite)
    while len(level) > 1:
        level = level_above(suite, level) + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def level_above(suite: Suite, level: Sequence[bytes]) -> list[bytes]:
    """The nodes over the pairs of a level; one left over has none."""
    pairs = zip(level[::2], level[1::2], strict=False)
    return suite.hash_all([b"\x01" + left + right for left, right in pairs])


def root_of(suite: Suite, size: int, subtree: SubtreeRoot) -> bytes:
    """The root of the tree's first ``size`` leaves."""
    return _range_root(suite, 0, size, subtree) if size else empty_root(suite)


def inclusion_proof(suite: Suite, index: int, size: int, subtree: SubtreeRoot) -> tuple[bytes, ...]:
    """The audit path of leaf ``index`` in a tree of ``size``, lowest first. IndexError outside."""
    if not 0 <= index < size:
        raise IndexError(f"There is no leaf {index} in a log of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(suite, middle, end, subtree))
            end = middle
        else:
            path.append(_range_root(suite, start, middle, subtree))
            start = middle
    return tuple(reversed(path))


def consistency_proof(suite: Suite, old: int, new: int, subtree: SubtreeRoot) -> tuple[bytes, ...]:
    """That the first ``old`` leaves of the tree of ``new`` are the old tree. IndexError outside."""
    if not 0 <= old <= new:
        raise IndexError(f"A log of {new} was never as long as {old}")
    if old in (0, new):
        return ()
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old - start != end - start:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_root(suite, middle, end, subtree))
            end = middle
        else:
            path.append(_range_root(suite, start, middle, subtree))
            start, whole = middle, False
    if not whole:
        path.append(_range_root(suite, start, end, subtree))
    return tuple(reversed(path))


def includes(
    suite: Suite, leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether ``path`` leads from the leaf hash to ``root`` (RFC 9162, 2.1.3.2). Never raises."""
    if not 0 <= index < size or len(path) > MOST_STEPS or len(leaf) != suite.digest_bytes:
        return False
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0 or len(step) != suite.digest_bytes:
            return False
        if place % 2 or place == last:
            found = node_hash(suite, step, found)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            found = node_hash(suite, found, step)
        place, last = place // 2, last // 2
    return last == 0 and found == root


def includes_in_range(
    suite: Suite,
    leaf: bytes,
    index: int,
    bounds: tuple[int, int],
    path: Sequence[bytes],
    root: bytes,
) -> bool:
    """``includes`` for the subtree over leaves ``[start, end)`` of ``bounds``. Never raises."""
    start, end = bounds
    return _is_subtree(start, end) and includes(suite, leaf, index - start, end - start, path, root)


def extends(
    suite: Suite, old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the tree of ``new`` only adds to the one of ``old`` (RFC 9162, 2.1.4.2).

    Never raises. Of an empty tree nothing can be proven: it is extended by itself alone.
    """
    if old == 0:
        return new == 0 and not path and old_root == new_root == empty_root(suite)
    return contains(suite, (0, old), old_root, new, new_root, path)


def contains(
    suite: Suite,
    bounds: tuple[int, int],
    range_root: bytes,
    size: int,
    root: bytes,
    path: Sequence[bytes],
) -> bool:
    """Whether the tree of ``size`` holds this subtree over ``[start, end)``. Never raises.

    With start 0 this is consistency; an empty range lies in any tree. Source:
    draft-ietf-plants-merkle-tree-certs (subtree consistency).
    """
    start, end = bounds
    if 0 <= start == end <= size:
        return not path and range_root == empty_root(suite)
    if not _is_subtree(start, end) or end > size or len(path) > 2 * MOST_STEPS:
        return False
    if any(len(step) != suite.digest_bytes for step in path):
        return False
    first, last, top = start, end - 1, size - 1
    while first != last and (last == top or last % 2):
        first, last, top = first // 2, last // 2, top // 2
    steps = [range_root, *path] if first == last else list(path)
    return bool(steps) and _climbs(suite, (first, last, top), steps, (range_root, root))


def _climbs(
    suite: Suite, places: tuple[int, int, int], steps: Sequence[bytes], roots: tuple[bytes, bytes]
) -> bool:
    """Whether the steps lead to both roots, from the widest subtree that both trees share."""
    first, last, top = places
    then = now = steps[0]
    for step in steps[1:]:
        if top == 0:
            return False
        if last % 2 or last == top:
            if first < last:
                then = node_hash(suite, step, then)
            now = node_hash(suite, step, now)
            while last % 2 == 0 and last:
                first, last, top = first // 2, last // 2, top // 2
        else:
            now = node_hash(suite, now, step)
        first, last, top = first // 2, last // 2, top // 2
    return top == 0 and (then, now) == roots


def _is_subtree(start: int, end: int) -> bool:
    """Whether ``[start, end)`` begins where a subtree that wide begins."""
    return 0 <= start < end and start % (1 << (end - start - 1).bit_length()) == 0


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def _range_root(suite: Suite, start: int, end: int, subtree: SubtreeRoot) -> bytes:
    """The root over ``[start, end)``, where ``start`` begins a subtree that large."""
    roots: list[bytes] = []
    while start < end:
        # The widest perfect subtree that begins at start and does not pass end.
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        roots.append(subtree(level, start >> level))
        start += 1 << level
    found = roots.pop()
    while roots:
        found = node_hash(suite, roots.pop(), found)
    return found
