"""Events of this room, past tense. Payloads {sitting, item, channel, subject, case}: ids, codes."""

from __future__ import annotations

SITTING_OPENED = "reception.sitting_opened"
HANDED_IN = "reception.handed_in"
LEFT_AS_DRAFT = "reception.left_as_draft"
RATING_ASKED = "reception.rating_asked"
BROKEN_OFF = "reception.broken_off"
HANDED_BACK = "reception.handed_back"
