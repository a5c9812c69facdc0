"""Where a tile lies: the paths of C2SP tlog-tiles, and what a log of a given size consists of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

HEIGHT = 8
WIDTH = 1 << HEIGHT
LARGEST_ENTRY = 2**16 - 1


class BadTile(ValueError):
    """A tile or entry bundle has not the form it must have."""


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a hash tile; ``width`` under 256 is a partial one."""
    return f"tile/{level}/{_place(index)}{_partial(width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """The path of a bundle of entries."""
    return f"tile/entries/{_place(index)}{_partial(width)}"


def width_of(size: int, level: int, index: int) -> int:
    """How many hashes tile (level, index) holds in a log of ``size``; 0 when there is no such."""
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH))


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after another, each behind its length in two bytes. BadTile when too long."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LARGEST_ENTRY:
            raise BadTile(f"An entry has at most {LARGEST_ENTRY} bytes, not {len(entry)}")
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def unbundle(data: bytes, width: int) -> tuple[bytes, ...]:
    """The ``width`` entries of a bundle; BadTile when there are fewer, or bytes are left over."""
    entries, place = [], 0
    for _ in range(width):
        end = place + 2 + int.from_bytes(data[place : place + 2], "big")
        if end > len(data) or len(data) < place + 2:
            raise BadTile("The bundle ends in the middle of an entry")
        entries.append(data[place + 2 : end])
        place = end
    if place != len(data):
        raise BadTile("Bytes follow the last entry of the bundle")
    return tuple(entries)


def split_tile(data: bytes, width: int, digest_bytes: int) -> Sequence[bytes]:
    """The hashes of a tile; BadTile when it is not exactly that long."""
    if len(data) != width * digest_bytes:
        raise BadTile("The tile has not the length its width says")
    return [data[i : i + digest_bytes] for i in range(0, len(data), digest_bytes)]


def _place(index: int) -> str:
    parts = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        parts.append(f"x{index % 1000:03d}")
    return "/".join(reversed(parts))


def _partial(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"
