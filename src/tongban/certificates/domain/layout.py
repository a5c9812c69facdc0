"""The printed lines of a certificate: the type's layout with its values put in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tongban.kernel.text import Text

PLACES = frozenset({"holder", "issuer", "number", "issued", "valid_from", "valid_until"})
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def names_used(line: Text) -> frozenset[str]:
    """The names in braces of a layout line, in every language."""
    return frozenset(name for _, words in line.entries for name in _PLACE.findall(words))


def fill(lines: Sequence[Mapping[str, str]], values: Mapping[str, str], tag: str) -> list[str]:
    """The lines in one language. A name without a value prints a dash, never a brace."""
    texts = [Text.from_mapping(line).in_language(tag) for line in lines]
    return [_PLACE.sub(lambda found: values.get(found[1]) or "—", words) for words in texts]
