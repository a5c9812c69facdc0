"""Words shown to people, in every language the profile requires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ZH = "zh-Hans"
EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in several languages: BCP 47 tag → string.

    ``Text.of("居住证", "Residence permit")`` is the short form the demo profile uses.
    """

    entries: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, zh: str, en: str = "") -> Text:
        """Simplified Chinese first, then English where the profile asks for it."""
        pairs = ((ZH, zh),) if not en else ((ZH, zh), (EN, en))
        return cls(pairs)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str]) -> Text:
        """Read the JSON or YAML form ``{"zh-Hans": …, "en": …}``."""
        return cls(tuple((tag, mapping[tag]) for tag in sorted(mapping, key=lambda t: t != ZH)))

    def to_mapping(self) -> dict[str, str]:
        """The JSON form."""
        return dict(self.entries)

    def in_language(self, tag: str) -> str:
        """The string for ``tag``, else Chinese, else whatever is there."""
        table = dict(self.entries)
        if tag in table:
            return table[tag]
        short = tag.split("-")[0].lower()
        for candidate, words in self.entries:
            if candidate.split("-")[0].lower() == short:
                return words
        return table.get(ZH) or (self.entries[0][1] if self.entries else "")

    @property
    def zh(self) -> str:
        """Simplified Chinese."""
        return self.in_language(ZH)

    @property
    def en(self) -> str:
        """English, falling back to Chinese."""
        return self.in_language(EN)

    def __str__(self) -> str:
        return self.zh
