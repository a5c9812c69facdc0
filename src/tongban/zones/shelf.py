"""The shelf ``zones``: zones, their outlines and what they have assessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from pydantic import Field, model_validator

from tongban.agencies.api import agency_by_short
from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackDate,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    versions_in,
)
from tongban.kernel.text import Text
from tongban.zones.models import Published

_UNIT = 10_000_000
Degrees = Annotated[float, Field(ge=0, le=180)]


class AssessmentFile(PackModel):
    """One assessment: its number, what it covers, the basis, from when to when."""

    number: str = Field(pattern=r"^[A-Z0-9-]{6,60}$")
    kind: EntryCode
    name: LocalText
    covers: LocalText
    article: Citation
    valid_from: PackDate
    valid_until: PackDate

    @model_validator(mode="after")
    def _forwards(self) -> AssessmentFile:
        if self.valid_until < self.valid_from:
            raise ValueError("valid_until lies before valid_from")
        return self


class ZoneFile(PackModel):
    """A zone; ``agency`` is its authority's ``short``, ``outline`` corners ``[east, north]``."""

    code: EntryCode
    name: LocalText
    agency: str
    region: str
    outline: tuple[tuple[Degrees, Degrees], ...] = Field(min_length=3, max_length=500)
    assessments: tuple[AssessmentFile, ...] = ()


def check_zones(entries: tuple[Entry[ZoneFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Unknown authorities, numbers given twice, kinds that no material of any item asks for."""
    asked = set(_kinds_asked(pack))
    numbers = Counter(one.number for entry in entries for one in entry.model.assessments)
    agencies = {entry.model.short for entry in pack.entries("agencies")}
    for entry in entries:
        if entry.model.agency not in agencies:
            yield _problem(entry, "没有这个管理机构", "there is no such authority", "agency")
        for at, one in enumerate(entry.model.assessments):
            if numbers[one.number] > 1:
                yield _problem(
                    entry, f"编号 {one.number} 用了两次", f"number {one.number} is given twice",
                    "assessments", at, "number",
                )  # fmt: skip
            if one.kind not in asked:
                yield _problem(
                    entry,
                    f"没有事项的材料可以用 {one.kind} 代替（写 area_assessment）",
                    f"no material of any item may be replaced by {one.kind} (area_assessment)",
                    "assessments", at, "kind",
                )  # fmt: skip


def _kinds_asked(pack: PackView) -> Iterator[str]:
    for entry in pack.entries("items"):
        for material in entry.model.materials or ():
            if material.area_assessment is not None:
                yield material.area_assessment.kind


def _problem(entry: Entry[ZoneFile], zh: str, en: str, *where: str | int) -> PackProblem:
    return entry.problem(
        "zones.zone_not_whole",
        Text.of(f"{zh}。", f"{en[0].upper()}{en[1:]}."),
        Text.of("改成内容包里有的，或者去掉这一项。", "Name what the pack has, or leave it out."),
        *where,
    )


def _told(model: ZoneFile) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "agency": agency_by_short(model.agency).code,
        "region": model.region,
        "outline": [[_whole(east), _whole(north)] for east, north in model.outline],
        "assessments": [
            {
                "number": one.number,
                "kind": one.kind,
                "name": one.name.to_mapping(),
                "covers": one.covers.to_mapping(),
                "article": str(one.article),
                "valid_from": one.valid_from.isoformat(),
                "valid_until": one.valid_until.isoformat(),
            }
            for one in model.assessments
        ],
    }


def _whole(degrees: float) -> int:
    return round(degrees * _UNIT)


SHELVES = (
    Shelf(
        name="zones",
        schema=ZoneFile,
        check=check_zones,
        publish=versions_in(Published, kind="zones.published", about="zone", definition=_told),
    ),
)
