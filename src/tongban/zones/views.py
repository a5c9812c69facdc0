"""What outsiders see of zones and their assessments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """An assessment 区域评估成果 as everybody sees it. ``uses``: projects that relied on it.

    ``in_force``: it may be relied on today. ``withdrawn_at`` and ``reason`` are set once it may
    not before its last day.
    """

    number: str
    kind: str
    name: Text
    covers: Text
    article: ArticleRef
    valid_from: date
    valid_until: date
    in_force: bool
    zone_code: str
    zone_name: Text
    agency_code: str
    uses: int = 0
    withdrawn_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A zone; ``outline`` its corners as (east, north) in decimal degrees."""

    code: str
    name: Text
    agency_code: str
    region: str
    outline: tuple[tuple[float, float], ...]
    assessments: tuple[AssessmentView, ...]
