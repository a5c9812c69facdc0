"""Walking a whole log offline: from its entries up to the root a checkpoint signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from tongban_trust.suites import Suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.layout import HEIGHT, WIDTH, BadTile
from tongban_trust.tlog.note import Checkpoint
from tongban_trust.tlog.reading import Fetch, TileReader


class WalkFault(Enum):
    """What happened to the log at the first place where it does not hold."""

    ALTERED = "altered"
    DROPPED = "dropped"
    REORDERED = "reordered"
    MISSING = "missing"
    TILES_ALTERED = "tiles-altered"
    OTHER_LOG = "other-log"


@dataclass(frozen=True, slots=True)
class WalkVerdict:
    """``size`` entries held; ``leaf`` is the index (from 0) of the first that does not.

    With TILES_ALTERED the fault lies within the 256 leaves from ``leaf`` on, with OTHER_LOG
    nothing in the log is wrong but its root is not the one the checkpoint signs.
    """

    size: int
    root: bytes
    fault: WalkFault | None = None
    leaf: int | None = None

    @property
    def holds(self) -> bool:
        """Whether the log is what the checkpoint says."""
        return self.fault is None


def walk_log(
    suite: Suite,
    checkpoint: Checkpoint,
    fetch: Fetch,
    progress: Callable[[int], object] = lambda _: None,
    *,
    with_entries: bool = True,
) -> WalkVerdict:
    """Read every entry, compare it with its tile and all tiles with the root. Never raises on bad
    data. Who signed the checkpoint is asked elsewhere. ``progress`` hears how many were read.

    Without entries the leaves are taken by their hashes: for who may see the tiles alone.
    """
    reader = TileReader(suite, checkpoint.size, fetch)
    roots: list[bytes] = []
    held = 0
    try:
        for start, hashes in _hashes(reader, with_entries):
            stored = reader.tile(0, start // WIDTH)
            if list(hashes) != list(stored):
                return _first_difference(held, start, hashes, stored)
            roots.append(tree.root_over(suite, hashes))
            if len(hashes) == WIDTH and not _parents_hold(reader, roots):
                return WalkVerdict(held, b"", WalkFault.TILES_ALTERED, start)
            held += len(hashes)
            progress(held)
        return _compare_roots(suite, checkpoint, reader, roots, held)
    except (OSError, KeyError, BadTile, IndexError):
        return WalkVerdict(held, b"", WalkFault.MISSING, held)


def _hashes(reader: TileReader, with_entries: bool) -> Iterator[tuple[int, Sequence[bytes]]]:
    if with_entries:
        for start, entries in reader.bundles():
            yield start, tree.leaf_hashes(reader.suite, entries)
        return
    for start in range(0, reader.size, WIDTH):
        yield start, reader.tile(0, start // WIDTH)


def _parents_hold(reader: TileReader, roots: Sequence[bytes]) -> bool:
    """Whether every tile above says of the leaves just finished what they are themselves."""
    level, count, wide = 1, len(roots), roots
    while True:
        if reader.subtree(level * HEIGHT, count - 1) != wide[-1]:
            return False
        if count % WIDTH:
            return True
        below = reader.tile(level, count // WIDTH - 1)
        level, count, wide = level + 1, count // WIDTH, [tree.root_over(reader.suite, below)]


def _first_difference(
    held: int, start: int, hashes: Sequence[bytes], stored: Sequence[bytes]
) -> WalkVerdict:
    place = next(i for i, (a, b) in enumerate(zip(hashes, stored, strict=True)) if a != b)
    if hashes[place] in stored[place + 1 :] and stored[place] in hashes:
        fault = WalkFault.REORDERED
    elif hashes[place] in stored[place + 1 :]:
        fault = WalkFault.DROPPED
    else:
        fault = WalkFault.ALTERED
    return WalkVerdict(held + place, b"", fault, start + place)


def _compare_roots(
    suite: Suite, checkpoint: Checkpoint, reader: TileReader, roots: list[bytes], held: int
) -> WalkVerdict:
    root = tree.root_over(suite, roots)
    if root != checkpoint.root:
        return WalkVerdict(held, root, WalkFault.OTHER_LOG, None)
    if reader.root() != root:
        return WalkVerdict(held, root, WalkFault.TILES_ALTERED, 0)
    return WalkVerdict(held, root)
