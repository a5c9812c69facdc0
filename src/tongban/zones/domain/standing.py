"""Which assessment stands for a project: of the kind asked, of a zone that holds it, in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.zones.domain.area import Point, lies_in


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment of a zone, as published; both days count. ``number`` is its own for ever."""

    number: str
    kind: str
    name: Text
    covers: Text
    article: ArticleRef
    valid_from: date
    valid_until: date

    def in_force(self, on: date, ended_on: date | None) -> bool:
        """Whether it may be relied on that day; the day it was withdrawn it may not."""
        if ended_on is not None and on >= ended_on:
            return False
        return self.valid_from <= on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone 功能区 and what it has assessed; ``agency_code`` its authority."""

    code: str
    name: Text
    agency_code: str
    region: str
    outline: tuple[Point, ...]
    assessments: tuple[Assessment, ...]


def standing_for(
    kind: str,
    site: Sequence[Point],
    zones: Iterable[Zone],
    ended: Mapping[str, date],
    on: date,
) -> tuple[Zone, Assessment] | None:
    """The assessment that stands for a project at ``site``, the one that ends last; None: asked.

    ``ended`` holds by number the day on which one was withdrawn.
    """
    found = [
        (zone, one)
        for zone in zones
        for one in zone.assessments
        if one.kind == kind
        and one.in_force(on, ended.get(one.number))
        and lies_in(site, zone.outline)
    ]
    return max(found, key=lambda pair: (pair[1].valid_until, pair[1].number), default=None)
