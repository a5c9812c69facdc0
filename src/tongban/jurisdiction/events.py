"""Events of jurisdiction; payloads carry the source and counts."""

from __future__ import annotations

DIVISIONS_CHANGED = "DivisionsChanged"
CALENDAR_CHANGED = "CalendarChanged"
CODE_LIST_CHANGED = "CodeListChanged"
