"""What a file may be called."""

from __future__ import annotations

import unicodedata

MAX_CHARACTERS = 200
# Cc control, Cf format (bidi overrides hide the real ending), Cs lone surrogates, Zl/Zp line ends.
_BAD_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BAD_CHARACTERS = frozenset('/\\:*?"<>|')


def is_safe_name(name: str) -> bool:
    """A plain name: no path, nothing invisible, not hidden, with an ending."""
    stem, dot, ending = name.rpartition(".")
    return (
        bool(stem.strip(". ") and dot and ending)
        and len(name) <= MAX_CHARACTERS
        and name == name.strip()
        and not name.startswith(".")
        and not _BAD_CHARACTERS & set(name)
        and not any(unicodedata.category(character) in _BAD_CATEGORIES for character in name)
    )


def ending_of(name: str) -> str:
    """The ending in lower case, without the dot."""
    return name.rpartition(".")[2].lower()
