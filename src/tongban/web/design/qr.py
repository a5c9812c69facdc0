"""A QR code as one SVG path, drawn by the server."""

from __future__ import annotations

from dataclasses import dataclass

import segno

_QUIET = 4


@dataclass(frozen=True, slots=True)
class QrPath:
    """``d`` of the path and the side of its square view box, quiet zone included."""

    d: str
    side: int


def qr_path(text: str) -> QrPath:
    """Error correction M: readable from a worn print."""
    rows = list(segno.make(text, error="m", micro=False).matrix)
    moves = [
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    return QrPath("".join(moves), len(rows) + 2 * _QUIET)
