"""Work that repeats in this room."""

from __future__ import annotations

from tongban.cases.actions.append_deadlines import append_deadlines
from tongban.jobs.api import periodic

periodic("cases.append_deadlines", 60.0)(append_deadlines)
