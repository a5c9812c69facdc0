"""Events of jurisdiction; payloads carry the source and counts."""

from __future__ import annotations

DIVISIONS_CHANGED = "DivisionsChanged"
CALENDAR_CHANGED = "CalendarChanged"
CODE_LIST_CHANGED = "CodeListChanged"

LEAF_KINDS = {
    DIVISIONS_CHANGED: "jurisdiction.divisions_changed",
    CALENDAR_CHANGED: "jurisdiction.calendar_changed",
    CODE_LIST_CHANGED: "jurisdiction.code_list_changed",
}
