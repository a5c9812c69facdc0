"""Verbs of the room, one a file."""
