"""A template 模板: plain words in both languages with slots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tongban.kernel.text import Text

_SLOT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """What is said on one occasion. ``code`` never changes; ``{name}`` in the words is a slot.

    ``is_document`` when it tells of an act with legal effect, whose service can be proven.
    """

    code: str
    title: Text
    body: Text
    is_document: bool = False

    def filled(self, slots: Mapping[str, Text]) -> tuple[Text, Text]:
        """Title and body with every slot filled. KeyError for a slot nobody filled."""
        return _filled(self.title, slots), _filled(self.body, slots)


def _filled(words: Text, slots: Mapping[str, Text]) -> Text:
    return Text(tuple((tag, _said(said, tag, slots)) for tag, said in words.entries))


def _said(words: str, tag: str, slots: Mapping[str, Text]) -> str:
    return _SLOT.sub(lambda slot: slots[slot[1]].in_language(tag), words)
