"""What became of a push, in JSON."""

from __future__ import annotations

from tongban.web.api.schemas.shapes import Out


class PushedOut(Out):
    """Applications heard of, those not known here (push them later), steps applied at once."""

    heard: list[str]
    not_known: list[str]
    applied: int
