"""Private tables of the room."""

from __future__ import annotations

from tongban.federation.models.platforms import IssuedSnapshot, Platform
from tongban.federation.models.shares import OfferedItem, TrustedPlatform

__all__ = ["IssuedSnapshot", "OfferedItem", "Platform", "TrustedPlatform"]
