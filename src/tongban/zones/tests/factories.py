"""A zone as a pack would publish it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tongban.zones.models import Published


def a_zone(agency_code: str, number: str, law: str) -> None:
    """A square zone that has assessed its geology for the year 2026."""
    words = {"zh-Hans": "园区", "en": "Park"}
    corners = [(150.4, 20.5), (150.5, 20.5), (150.5, 20.6), (150.4, 20.6)]
    said: dict[str, Any] = {
        "name": words, "agency": agency_code, "region": "990102",
        "outline": [[round(east * 1e7), round(north * 1e7)] for east, north in corners],
        "assessments": [{
            "number": number, "kind": "geology", "name": words, "covers": words, "article": law,
            "valid_from": "2026-01-01", "valid_until": "2026-12-31",
        }],
    }  # fmt: skip
    Published.objects.create(
        code="park", version=1, digest="d", definition=said, release_id="r",
        published_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
