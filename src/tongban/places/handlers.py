"""Work that repeats: reminders, and appointments nobody came to."""

from __future__ import annotations

from tongban.jobs.api import periodic
from tongban.places.actions.watch_appointments import watch_appointments

periodic("places.watch_appointments", 60.0)(watch_appointments)
