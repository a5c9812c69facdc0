"""Pure rules of divisions, calendars, code lists and the files they come in."""
