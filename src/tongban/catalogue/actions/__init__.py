"""Verbs of the catalogue, one per file."""
