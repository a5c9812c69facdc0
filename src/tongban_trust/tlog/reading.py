"""Reading a tiled log: subtree roots, proofs and entries, from wherever the tiles lie."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tongban_trust.suites import Suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.layout import (
    HEIGHT,
    WIDTH,
    entries_path,
    split_tile,
    tile_path,
    unbundle,
    width_of,
)

Fetch = Callable[[str], bytes]
"""Bytes at a path of the log's layout; OSError or KeyError when there are none."""

_KEPT_TILES = 1024  # with their inner nodes about 30 KB each


@dataclass(slots=True)
class TileReader:
    """The log's first ``size`` leaves as its tiles tell them. Nothing here is trusted yet.

    ``fetch`` reads; whole tiles never change and are kept. Every method may raise what ``fetch``
    raises, and BadTile.
    """

    suite: Suite
    size: int
    fetch: Fetch
    _tiles: OrderedDict[tuple[int, int, int], list[Sequence[bytes]]] = field(
        default_factory=OrderedDict
    )

    def tile(self, level: int, index: int) -> Sequence[bytes]:
        """The hashes of one tile, as many as a log of this size has there."""
        return self._nodes(level, index)[0]

    def subtree(self, level: int, index: int) -> bytes:
        """The root over leaves ``[index · 2^level, (index + 1) · 2^level)``, all there."""
        tiles, inside = divmod(level, HEIGHT)
        start = index << inside
        nodes = self._nodes(tiles, start // WIDTH)
        while len(nodes) <= inside:
            nodes.append(tree.level_above(self.suite, nodes[-1]))
        return nodes[inside][start % WIDTH >> inside]

    def _nodes(self, level: int, index: int) -> list[Sequence[bytes]]:
        """A tile's hashes and, as far as they were asked for, the nodes over them by height."""
        key = (level, index, width_of(self.size, level, index))
        known = self._tiles.get(key)
        if known is None:
            known = [self._hashes(*key)]
            self._tiles[key] = known
            if len(self._tiles) > _KEPT_TILES:
                self._tiles.popitem(last=False)
        else:
            self._tiles.move_to_end(key)
        return known

    def _hashes(self, level: int, index: int, width: int) -> Sequence[bytes]:
        digest_bytes = self.suite.digest_bytes
        try:
            return split_tile(self.fetch(tile_path(level, index, width)), width, digest_bytes)
        except (OSError, KeyError):
            if width == WIDTH:
                raise
            # A partial tile may be dropped once the tile is whole (tlog-tiles).
            data = self.fetch(tile_path(level, index))
        return split_tile(data, WIDTH, digest_bytes)[:width]

    def root(self) -> bytes:
        """The root over all leaves."""
        return tree.root_of(self.suite, self.size, self.subtree)

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """The audit path of one leaf; IndexError outside."""
        return tree.inclusion_proof(self.suite, index, self.size, self.subtree)

    def consistency(self, old: int) -> tuple[bytes, ...]:
        """That this log extends its first ``old`` leaves; IndexError outside."""
        return tree.consistency_proof(self.suite, old, self.size, self.subtree)

    def leaf(self, index: int) -> bytes:
        """The hash of one leaf."""
        return self.tile(0, index // WIDTH)[index % WIDTH]

    def bundles(self) -> Iterator[tuple[int, Sequence[bytes]]]:
        """Every bundle of entries with the index of its first entry."""
        for index in range((self.size + WIDTH - 1) // WIDTH):
            yield index * WIDTH, self._entries(index, width_of(self.size, 0, index))

    def _entries(self, index: int, width: int) -> Sequence[bytes]:
        try:
            return unbundle(self.fetch(entries_path(index, width)), width)
        except (OSError, KeyError):
            if width == WIDTH:
                raise
            data = self.fetch(entries_path(index))
        return unbundle(data, WIDTH)[:width]
