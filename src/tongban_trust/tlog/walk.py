"""Walking a whole log offline: from its entries up to the root a checkpoint signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from tongban_trust.suites import Suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.layout import WIDTH, BadTile
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
) -> WalkVerdict:
    """Read every entry, compare it with its tile and all tiles with the root. Never raises on bad
    data. Who signed the checkpoint is asked elsewhere. ``progress`` hears how many were read.
    """
    reader = TileReader(suite, checkpoint.size, fetch)
    roots: list[bytes] = []
    held = 0
    try:
        for start, entries in reader.bundles():
            hashes = tree.leaf_hashes(suite, entries)
            stored = reader.tile(0, start // WIDTH)
            if hashes != list(stored):
                return _first_difference(held, start, hashes, stored)
            roots.append(tree.root_over(suite, hashes))
            if len(hashes) == WIDTH and reader.subtree(8, start // WIDTH) != roots[-1]:
                return WalkVerdict(held, b"", WalkFault.TILES_ALTERED, start)
            held += len(hashes)
            progress(held)
        return _compare_roots(suite, checkpoint, reader, roots, held)
    except (OSError, KeyError, BadTile, IndexError):
        return WalkVerdict(held, b"", WalkFault.MISSING, held)


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
