"""Verbs of jurisdiction."""
