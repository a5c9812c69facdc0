"""Composition root: settings, urls, wsgi, wiring. Imports every room, imported by none."""
