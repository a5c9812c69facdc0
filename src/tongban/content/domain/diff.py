"""What changed between two releases, entry by entry and part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

Bodies = Mapping[tuple[str, str], object]


class Change(Enum):
    """How an entry differs."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that differs; ``parts`` are the dotted paths inside it that do (when changed)."""

    shelf: str
    key: str
    change: Change
    parts: tuple[str, ...] = ()


def compare(old: Bodies, new: Bodies) -> tuple[EntryChange, ...]:
    """Differences from ``old`` to ``new``, ordered by shelf and key."""
    changes = []
    for shelf, key in sorted(old.keys() | new.keys()):
        if (shelf, key) not in old:
            changes.append(EntryChange(shelf, key, Change.ADDED))
        elif (shelf, key) not in new:
            changes.append(EntryChange(shelf, key, Change.REMOVED))
        else:
            parts = tuple(_parts(old[shelf, key], new[shelf, key], ""))
            if parts:
                changes.append(EntryChange(shelf, key, Change.CHANGED, parts))
    return tuple(changes)


def _parts(old: object, new: object, path: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            below = f"{path}.{key}" if path else str(key)
            if key in old and key in new:
                yield from _parts(old[key], new[key], below)
            else:
                yield below
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _parts(before, after, f"{path}[{index + 1}]")
    elif old != new:
        yield path or "."
