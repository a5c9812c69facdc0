"""Divisions, calendars and code lists: what is true of a place, and since when."""
