"""Themes and synonyms: what ships with the platform, and what packs published."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from tongban.catalogue.data_files import shipped_synonyms, shipped_themes
from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.entries import ThemeEntry
from tongban.catalogue.domain.search_query import Synonym as SearchSynonym
from tongban.catalogue.domain.search_query import synonym
from tongban.catalogue.models import Synonym, Theme
from tongban.kernel.text import Text

T = TypeVar("T")
_FRESH_S = 30.0


class _Remembered(Generic[T]):
    """A small table kept in memory for half a minute: other processes may publish a pack."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._value: T | None = None
        self._until = 0.0

    def get(self) -> T:
        if self._value is None or time.monotonic() > self._until:
            self._value = self._load()
            self._until = time.monotonic() + _FRESH_S
        return self._value

    def forget(self) -> None:
        self._value = None


def _load_synonyms() -> tuple[SearchSynonym, ...]:
    """A pack's entry adds to a shipped one of the same code; it never takes words away."""
    found = {entry.code: (entry.say, entry.means) for entry in shipped_synonyms()}
    for row in Synonym.objects.order_by("code"):
        say, means = found.get(row.code, ((), ()))
        found[row.code] = ((*row.say, *say), (*row.means, *means))
    return tuple(synonym(say, means) for say, means in found.values())


def _load_themes() -> tuple[ThemeEntry, ...]:
    published = {
        row.code: ThemeEntry(
            code=row.code,
            name=Text.from_mapping(row.name),
            side=AudienceSide(row.side),
            life_event=row.life_event,
            icon=row.icon,
            order=row.order,
        )
        for row in Theme.objects.order_by("code")
    }
    known = {entry.code: entry for entry in shipped_themes()} | published
    return tuple(sorted(known.values(), key=lambda theme: (theme.side.value, theme.order)))


_synonyms = _Remembered(_load_synonyms)
_themes = _Remembered(_load_themes)


def known_synonyms() -> tuple[SearchSynonym, ...]:
    """Every synonym in force; those of packs beside those that ship."""
    return _synonyms.get()


def known_themes() -> tuple[ThemeEntry, ...]:
    """Every theme in force, people first, in the order of the home page."""
    return _themes.get()


def forget_vocabulary() -> None:
    """Read both anew at the next question: a pack was published."""
    _synonyms.forget()
    _themes.forget()
