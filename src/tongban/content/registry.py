"""The shelves rooms have put up, in the order they are published: bottom room first."""

from __future__ import annotations

from tongban.content.domain.shelf import Shelf

_SHELVES: dict[str, Shelf] = {}


def register_shelf(shelf: Shelf) -> None:
    """Put up a shelf; the same shelf twice is harmless, two shelves of one name are a bug.

    ``site`` registers every room's ``SHELVES`` from the bottom room up, so that what a shelf refers
    to is already published when its own turn comes. ValueError when the name is taken.
    """
    standing = _SHELVES.get(shelf.name)
    if standing is not None and standing != shelf:
        raise ValueError(f"Two rooms put up the shelf {shelf.name!r}")
    _SHELVES[shelf.name] = shelf


def shelves() -> tuple[Shelf, ...]:
    """All shelves in publication order: those of the bottom room first."""
    return tuple(_SHELVES.values())
