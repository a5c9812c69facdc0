"""Where rooms above give what this one cannot know; connected while wiring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# (firm id, now) → identifier of the firm's licence that may sign in and is valid now, or "".
LicenceInForce = Callable[[str, datetime], str]

_licences: list[LicenceInForce] = []


def connect_licences(licences: LicenceInForce | None) -> None:
    """Ask ``licences`` for the electronic licence of a firm from now on; None for nobody."""
    _licences.clear()
    if licences is not None:
        _licences.append(licences)


def licence_in_force(firm_id: str, now: datetime) -> str:
    """The identifier of the firm's licence, "" when it has none that is valid now."""
    return _licences[0](firm_id, now) if _licences else ""
