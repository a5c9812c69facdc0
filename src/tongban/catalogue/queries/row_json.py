"""JSON columns read with a raw cursor."""

from __future__ import annotations

import json
from typing import Any


def loaded(value: Any) -> Any:
    """Django hands jsonb of raw cursors out as text; decode it."""
    return json.loads(value) if isinstance(value, str) else value
