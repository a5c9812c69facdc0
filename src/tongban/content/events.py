"""What this room tells the others."""

from __future__ import annotations

PACK_PUBLISHED = "PackPublished"
"""A release stands: payload ``pack`` and ``number``."""
