"""What the room tells others; payloads carry ids and codes only."""

from __future__ import annotations

ELEMENTS_PUBLISHED = "elements.ElementsPublished"  # elements, sources: what changed
REGISTER_ROWS_PUT = "elements.RegisterRowsPut"  # source, rows: how many
