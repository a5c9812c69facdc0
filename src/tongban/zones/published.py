"""Zones and assessments as packs say them, kept in memory until they change."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongban.content.api import standing
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.zones.domain.standing import Assessment, Zone
from tongban.zones.models import Published


@standing
def published_zones() -> tuple[Zone, ...]:
    """Every zone in its newest version, by code."""
    rows = Published.objects.order_by("code", "-version").distinct("code")
    return tuple(_zone(row) for row in rows)


def zone_authorities() -> frozenset[str]:
    """Codes of the agencies that are the authority of some zone. Public."""
    return frozenset(zone.agency_code for zone in published_zones())


def _zone(row: Published) -> Zone:
    said: dict[str, Any] = row.definition
    return Zone(
        code=row.code,
        name=Text.from_mapping(said["name"]),
        agency_code=said["agency"],
        region=said["region"],
        outline=tuple((east, north) for east, north in said["outline"]),
        assessments=tuple(map(_assessment, said["assessments"])),
    )


def _assessment(said: dict[str, Any]) -> Assessment:
    return Assessment(
        number=said["number"],
        kind=said["kind"],
        name=Text.from_mapping(said["name"]),
        covers=Text.from_mapping(said["covers"]),
        article=ArticleRef.parse(said["article"]),
        valid_from=date.fromisoformat(said["valid_from"]),
        valid_until=date.fromisoformat(said["valid_until"]),
    )
