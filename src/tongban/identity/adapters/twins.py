"""The demo twin of the population register: a list of names and numbers, faces made of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_FACE = b"demo-face:"


class IdentityCheckerTwin:
    """``people`` are the names and numbers on record, read when asked for."""

    def __init__(self, people: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self._people = people

    def agrees(self, name: str, number: str) -> bool:
        """Whether the list holds them together."""
        return (name, number) in set(self._people())

    def looks_like(self, number: str, picture: bytes) -> bool:
        """Whether it is the face made of this number."""
        return picture == self.face_of(number)

    def face_of(self, number: str) -> bytes:
        """What a camera of the demo sees when the bearer of the number is before it."""
        return _FACE + number.encode()
