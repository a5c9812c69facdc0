"""The one list of rooms, top floor first. A room may import any room below it, never above."""

from __future__ import annotations

from pathlib import Path

ORDER = (
    "site", "web", "insight", "monitoring", "supervision", "feedback", "opendata", "emergency",
    "policies", "benefits", "federation", "facilitation", "bundles", "relays", "parcels",
    "connectors", "commitments", "intermediaries", "obstacles", "assistance", "reception",
    "cases", "payments", "places", "zones", "forms", "governance", "exchange", "certificates",
    "seals", "decisions", "catalogue", "elements", "notices", "agencies", "identity", "laws",
    "jurisdiction", "content", "receivers", "files", "jobs", "ledger", "kernel",
)  # fmt: skip

_HERE = Path(__file__).parent.parent


def built_rooms() -> tuple[str, ...]:
    """Rooms that exist in this checkout, bottom floor first (the order migrations want)."""
    return tuple(room for room in reversed(ORDER) if (_HERE / room / "__init__.py").exists())


def rooms_with_tables() -> tuple[str, ...]:
    """Rooms Django must know about: those with ``apps.py``."""
    return tuple(room for room in built_rooms() if (_HERE / room / "apps.py").exists())


def has_module(dotted: str) -> bool:
    """Whether ``tongban.…`` module exists in this checkout, without importing it."""
    place = _HERE.joinpath(*dotted.split(".")[1:])
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()
