"""Work that repeats: messages go out on the channels, old ones are deleted."""

from __future__ import annotations

from tongban.jobs.api import periodic
from tongban.notices.actions.clear_old import clear_old
from tongban.notices.actions.send_waiting import send_waiting

periodic("notices.send_waiting", 5.0)(send_waiting)
periodic("notices.clear_old", 3600.0)(clear_old)
