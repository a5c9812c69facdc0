"""The regions a visitor may choose: the platform's own province, its cities and counties."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from tongban.jurisdiction.api import children, division
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Choice


def region_choices() -> tuple[Choice, ...]:
    """Province, then each city followed by its counties, indented by a full-width space."""
    return _choices(settings.HOME_REGION)


def region_name(code: str) -> Text:
    """The name of a division, its code when it is unknown."""
    try:
        return division(code).name
    except Refusal:
        return Text.from_mapping({"zh-Hans": code, "en": code})


@lru_cache(maxsize=4)
def _choices(home: str) -> tuple[Choice, ...]:
    try:
        top = division(home)
    except Refusal:
        return ()
    found = [Choice(top.code, top.name)]
    for city in children(home):
        found.append(Choice(city.code, city.name))
        found.extend(
            Choice(county.code, Text.of(f"　{county.name.zh}", f"– {county.name.en}"))
            for county in children(city.code)
        )
    return tuple(found)


def forget_regions() -> None:
    """Read them again at the next look: divisions were published or withdrawn."""
    _choices.cache_clear()
