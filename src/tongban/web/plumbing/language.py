"""The language of a page: a cookie if the visitor chose, else the browser's wish, else Chinese."""

from __future__ import annotations

from django.utils.translation import get_language

from tongban.kernel.text import EN, ZH, Text


def tag() -> str:
    """The BCP 47 tag of the language this request speaks: ``zh-Hans`` or ``en``."""
    return EN if (get_language() or "").startswith("en") else ZH


def speak(text: Text | str) -> str:
    """``text`` in the language of this request, falling back to Chinese."""
    return text.in_language(tag()) if isinstance(text, Text) else str(text)


def spoken_in(text: Text) -> str:
    """The tag of the language ``speak`` really used, so that a fallback can be marked as such."""
    return tag() if tag() in dict(text.entries) else ZH
