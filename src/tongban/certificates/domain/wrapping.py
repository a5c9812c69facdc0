"""Breaks lines: between Chinese characters, at spaces elsewhere, never before a full stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_LONGEST = 24  # a code without spaces must break somewhere
_NOT_FIRST = frozenset("，。、；：？！）》」』”’,.;:?!)]}%")
_NOT_LAST = frozenset("（《「『“‘([{")


def wrap(words: str, room: float, width: Callable[[str], float], first_in: float) -> list[str]:
    """Lines no wider than ``room``, the first by ``first_in`` less; at least one, maybe empty."""
    lines, line, left = [], "", room - first_in
    for token in _bearable(_tokens(words), left, width):
        if line and width((line + token).rstrip()) > left:
            lines.append(line.rstrip())
            line, left = "", room
        line += token if line or not token.isspace() else ""
    return [*lines, line.rstrip()]


def _bearable(tokens: list[str], room: float, width: Callable[[str], float]) -> Iterator[str]:
    """The tokens; one that no line holds by itself comes apart."""
    for token in tokens:
        if width(token.rstrip()) <= room:
            yield token
        else:
            yield from token


def _tokens(words: str) -> list[str]:
    """What must stay together: words, a mark with what it closes, a bracket with what it opens."""
    tokens: list[str] = []
    for character in words:
        if tokens and _joined(tokens[-1], character):
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens


def _joined(token: str, character: str) -> bool:
    last = token[-1]
    if len(token) >= _LONGEST or last.isspace() or character.isspace():
        return False
    solid = last.isascii() and character.isascii()
    return solid or character in _NOT_FIRST or last in _NOT_LAST
