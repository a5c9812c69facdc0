"""Pytest plugins that make a suite hunt: loaded for every test by the conftest at the root."""
