"""Keys, settings and calendars the room works with."""
