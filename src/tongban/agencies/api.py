"""The door of room agencies."""

from __future__ import annotations

from tongban.agencies.shelf import AgencyEntry, PostEntry
from tongban.agencies.views import AgencyLevel, AgencyView, PostView

__all__ = ["AgencyEntry", "AgencyLevel", "AgencyView", "PostEntry", "PostView"]
