"""Verbs, one per file."""
