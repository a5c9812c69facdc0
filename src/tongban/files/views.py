"""What the room hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BlobView:
    """One uploaded file. ``size`` in bytes, ``sha256`` in lower-case hex, ``media_type`` as found
    in the bytes (never as declared)."""

    id: str
    sha256: str
    size: int
    media_type: str
    filename: str
    stored_at: datetime
