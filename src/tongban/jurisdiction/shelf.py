"""Shelves ``divisions``, ``calendars`` and ``code-lists`` of a content pack."""

from __future__ import annotations

from tongban.content.api import Shelf
from tongban.jurisdiction.actions.publish_calendars import publish_calendars
from tongban.jurisdiction.actions.publish_code_lists import publish_code_lists
from tongban.jurisdiction.actions.publish_divisions import publish_divisions
from tongban.jurisdiction.checks import check_calendars, check_code_lists, check_divisions
from tongban.jurisdiction.schema import CalendarEntry, CodeListEntry, DivisionEntry

SHELVES = (
    Shelf(name="divisions", schema=DivisionEntry, check=check_divisions, publish=publish_divisions),
    Shelf(name="calendars", schema=CalendarEntry, check=check_calendars, publish=publish_calendars),
    Shelf(
        name="code-lists",
        schema=CodeListEntry,
        check=check_code_lists,
        publish=publish_code_lists,
        key="scheme",
    ),
)
