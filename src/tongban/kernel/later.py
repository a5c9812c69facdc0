"""A tuple that is made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T", covariant=True)


class Later(Sequence[T], Generic[T]):
    """What a view holds and most who get the view never look at, such as a long past.

    ``make`` must give the same whenever it is asked. Made once; equal to the tuple it stands for.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        self._make = make
        self._made: tuple[T, ...] | None = None

    @property
    def _all(self) -> tuple[T, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        """One, or some as a tuple."""
        return self._all[place]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        """Whether the same stand in the same order."""
        return tuple(other) == self._all if isinstance(other, tuple | Later) else NotImplemented

    def __hash__(self) -> int:
        """As of the tuple."""
        return hash(self._all)

    def __repr__(self) -> str:
        """As of the tuple."""
        return repr(self._all)
