"""What this room does by itself: tell both sides of limits that come near or are over."""

from __future__ import annotations

from tongban.intermediaries.actions.tell_of_limits import tell_of_limits
from tongban.jobs.api import periodic

periodic("intermediaries.tell_of_limits", 300.0)(tell_of_limits)
