"""The door of jurisdiction."""

from __future__ import annotations

from tongban.jurisdiction.actions.import_codes import CODE_KINDS, import_codes
from tongban.jurisdiction.events import CALENDAR_CHANGED, CODE_LIST_CHANGED, DIVISIONS_CHANGED
from tongban.jurisdiction.queries import (
    ancestors,
    calendar,
    children,
    code_list,
    division,
    divisions_under,
    local_date,
    successor_of,
)
from tongban.jurisdiction.refusals import (
    CalendarUnknown,
    CodeListUnknown,
    CodesFileShapeUnknown,
    CodesFileUnreadable,
    CodesKindUnknown,
    CodesNotYours,
    DivisionUnknown,
)
from tongban.jurisdiction.views import (
    CodeEntry,
    CodeListView,
    DivisionLevel,
    DivisionView,
    ImportReport,
    RejectedRow,
)

__all__ = [
    "CALENDAR_CHANGED",
    "CODE_KINDS",
    "CODE_LIST_CHANGED",
    "DIVISIONS_CHANGED",
    "CalendarUnknown",
    "CodeEntry",
    "CodeListUnknown",
    "CodeListView",
    "CodesFileShapeUnknown",
    "CodesFileUnreadable",
    "CodesKindUnknown",
    "CodesNotYours",
    "DivisionLevel",
    "DivisionUnknown",
    "DivisionView",
    "ImportReport",
    "RejectedRow",
    "ancestors",
    "calendar",
    "children",
    "code_list",
    "division",
    "divisions_under",
    "import_codes",
    "local_date",
    "successor_of",
]
