"""The data that ships with the room: themes and synonyms; packs add to both."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from tongban.catalogue.domain.entries import SynonymEntry, ThemeEntry

_DATA = Path(__file__).parent / "data"


@cache
def shipped_themes() -> tuple[ThemeEntry, ...]:
    """The themes every portal starts with."""
    rows = yaml.safe_load((_DATA / "themes.yaml").read_text(encoding="utf-8"))
    return tuple(ThemeEntry.model_validate(row) for row in rows)


@cache
def shipped_synonyms() -> tuple[SynonymEntry, ...]:
    """What people say, and what catalogues call it."""
    rows = yaml.safe_load((_DATA / "synonyms.yaml").read_text(encoding="utf-8"))
    return tuple(SynonymEntry.model_validate(row) for row in rows)
