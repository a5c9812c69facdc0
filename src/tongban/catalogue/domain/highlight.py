"""Mark what matched: segments of text, never HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongban.catalogue.domain.listing_views import Segment

_LEAD = 12


def mark(text: str, terms: Sequence[str]) -> tuple[Segment, ...]:
    """``text`` cut into segments, those equal to a term marked; ``terms`` longest first."""
    pattern = "|".join(re.escape(term) for term in terms if term)
    if not pattern or not text:
        return (Segment(text),) if text else ()
    segments = []
    last = 0
    for found in re.finditer(pattern, text, re.IGNORECASE):
        if found.start() > last:
            segments.append(Segment(text[last : found.start()]))
        segments.append(Segment(found.group(), marked=True))
        last = found.end()
    if last < len(text):
        segments.append(Segment(text[last:]))
    return tuple(segments)


def plain(text: str) -> tuple[Segment, ...]:
    """``text`` as one unmarked segment."""
    return (Segment(text),) if text else ()


def snippet(text: str, terms: Sequence[str], width: int = 60) -> tuple[Segment, ...]:
    """About ``width`` characters of ``text`` around the first match, marked."""
    lowered = text.lower()
    places = [at for at in (lowered.find(term) for term in terms if term) if at >= 0]
    start = max(min(places) - _LEAD, 0) if places else 0
    piece = text[start : start + width]
    shown = ("…" if start else "") + piece + ("…" if start + width < len(text) else "")
    return mark(shown, terms)
