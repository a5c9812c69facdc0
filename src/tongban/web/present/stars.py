"""One to five stars, as a rating is given and shown."""

from __future__ import annotations

from django.http import HttpRequest

STARS = (5, 4, 3, 2, 1)
"""What may be given, the best first."""


def stars_of(request: HttpRequest) -> int:
    """The stars of a posted form; 0 when none were chosen."""
    sent = request.POST.get("stars", "")
    return int(sent) if sent in ("1", "2", "3", "4", "5") else 0
